import { textAsValues, valuesAsText } from './rows.ts';
import type { FieldLists, FieldRow } from './types.ts';

/** A row while it is being edited: every part as its input holds it. */
export interface RowDraft {
  readonly lead: string;
  readonly direction: FieldRow['direction'];
  readonly object: string;
  readonly field: string;
  readonly rule: NonNullable<FieldRow['write']>;
  readonly fallback: string;
  readonly values: string;
}

/** The draft of a row; of a new one where `row` is `null`. */
export function draftOf(row: FieldRow | null, lists: FieldLists): RowDraft {
  const lead = lists.objects.findLast(({ role }) => role === 'lead');
  return {
    lead: row?.lead ?? '',
    direction: row?.direction ?? 'pull',
    object: row?.object ?? lead?.name ?? '',
    field: row?.field ?? '',
    rule: row?.write ?? 'always',
    fallback: row?.default === undefined ? '' : String(row.default ?? ''),
    values: valuesAsText(row?.transform?.values),
  };
}

/** The row that a draft means; parts that the form does not show stay as they were. */
export function rowOf(draft: RowDraft, before: FieldRow | null): FieldRow {
  const { lead, direction, object, field, rule, fallback } = draft;
  const { values: _, ...rest } = before?.transform ?? {};
  const values = textAsValues(draft.values);
  const transform = values === undefined ? rest : { ...rest, values };
  const { conflict, blanks } = before ?? {};
  return {
    lead,
    direction,
    object,
    field,
    ...(conflict === undefined ? {} : { conflict }),
    ...(blanks === undefined ? {} : { blanks }),
    ...(direction === 'pull' || rule === 'always' ? {} : { write: rule }),
    ...(fallback === '' ? {} : { default: fallback }),
    ...(Object.keys(transform).length === 0 ? {} : { transform }),
  };
}
