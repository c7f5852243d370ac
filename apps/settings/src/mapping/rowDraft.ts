import { leadPath } from '@tamis/mapping';
import { textAsValues, valuesAsText } from './rows.ts';
import type { FieldLists, FieldRow } from './types.ts';

/** A row while it is being edited: every part as its input holds it. */
export interface RowDraft {
  readonly lead: string;
  readonly direction: FieldRow['direction'];
  readonly object: string;
  readonly field: string;
  readonly rule: NonNullable<FieldRow['write']>;
  readonly conflict: NonNullable<FieldRow['conflict']>;
  readonly blanks: boolean;
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
    conflict: row?.conflict ?? 'newest',
    blanks: row?.blanks ?? false,
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
  return {
    lead,
    direction,
    object,
    field,
    ...(direction === 'pull' || rule === 'always' ? {} : { write: rule }),
    ...rivalry(draft, before),
    ...(fallback === '' ? {} : { default: fallback }),
    ...(Object.keys(transform).length === 0 ? {} : { transform }),
  };
}

function rivalry(draft: RowDraft, before: FieldRow | null): Pick<FieldRow, 'conflict' | 'blanks'> {
  const shown = hasRivals(draft);
  const conflict = shown ? chosen(draft.conflict, before?.conflict, 'newest') : before?.conflict;
  const blanks = shown ? chosen(draft.blanks, before?.blanks, false) : before?.blanks;
  return { ...(conflict === undefined ? {} : { conflict }), ...(blanks === undefined ? {} : { blanks }) };
}

/** What was not touched stays as it was written; what is usual needs no words. */
function chosen<T>(now: T, before: T | undefined, usual: T): T | undefined {
  if (now === (before ?? usual)) return before;
  return now === usual ? undefined : now;
}

/** Who wins where sides differ, as one choice: a policy, or that the CRM's field is filled only while it is empty. */
export type Winner = RowDraft['conflict'] | 'only-if-empty';

/**
 * Whether somebody has to win where sides differ in this field of the lead: the verdict is decided here, a deal is read alone, and of
 * permissions the most restrictive one stands.
 */
export function hasRivals({ lead }: Pick<FieldRow, 'lead'>): boolean {
  const path = leadPath(lead);
  return path !== null && path.strictest === undefined && !lead.startsWith('deal.');
}

/** The choices that a row has. */
export function winnersOf({ direction }: Pick<FieldRow, 'direction'>): readonly Winner[] {
  const policies = ['newest', 'crm-wins', 'hub-wins'] as const;
  return direction === 'pull' ? policies : [...policies, 'only-if-empty'];
}

/** The choice that a row stands for. */
export function winnerOf(row: Pick<FieldRow, 'direction' | 'write' | 'conflict'>): Winner {
  if (row.direction !== 'pull' && row.write === 'only-if-empty') return 'only-if-empty';
  return row.conflict ?? 'newest';
}

/** The draft with another choice. */
export function withWinner(draft: RowDraft, winner: Winner): RowDraft {
  if (winner === 'only-if-empty') return { ...draft, rule: winner };
  return { ...draft, conflict: winner, rule: draft.rule === 'only-if-empty' ? 'always' : draft.rule };
}
