import type { FieldDescription, FieldRow, FieldType, MappingDocument } from '@tamis/adapter';
import { leadPath, leadPaths } from '../paths/leadPaths.ts';
import type { ValueType } from '../values/leadValue.ts';
import { type AnyRow, type RowList, rowName } from './rowDifference.ts';

/**
 * Why a row is suggested: the vendor's own default, a field of the CRM that is called like a field of the lead, or a stage field of the
 * CRM itself, which people work with and which is written only if somebody wants so.
 */
export type SuggestionReason = 'vendor-default' | 'same-name' | 'similar-label' | 'native-stage';

/** A row that a mapping lacks and this CRM could feed. Nothing applies it but a person. */
export interface Suggestion {
  readonly list: RowList;
  readonly row: AnyRow;
  readonly reason: SuggestionReason;
  readonly params: Readonly<Record<string, string>>;
  /** 0 to 1. */
  readonly confidence: number;
}

/** What suggestions are drawn from. */
export interface SuggestionSources {
  /** The vendor's default mapping. */
  readonly defaults: MappingDocument;
  /** Rows that write the stage to fields of the CRM itself. */
  readonly nativeStages: readonly FieldRow[];
  /** The fields of this CRM, with the product's own whether or not they exist yet. */
  readonly fields: readonly FieldDescription[];
  /** Objects whose records are leads. */
  readonly leadObjects: readonly string[];
}

const CONFIDENCE: Readonly<Record<SuggestionReason, number>> = {
  'vendor-default': 0.95,
  'same-name': 0.8,
  'similar-label': 0.6,
  'native-stage': 0.5,
};

const LISTS: readonly RowList[] = ['fields', 'signals', 'activities', 'pastStages'];

/** Rows that the draft lacks: the vendor's defaults whose fields exist here first, then fields that are called alike. */
export function suggestRows(sources: SuggestionSources, draft: MappingDocument): readonly Suggestion[] {
  const defaults = defaultRows(sources, draft);
  const taken = new Set([...draft.fields, ...defaults.map(({ row }) => row)].flatMap(leadOf));
  return [
    ...defaults,
    ...namedAlike(sources, draft).filter(({ row }) => leadOf(row).every((path) => !taken.has(path))),
    ...nativeRows(sources, draft),
  ];
}

function leadOf(row: AnyRow): readonly string[] {
  return 'lead' in row ? [row.lead] : [];
}

function defaultRows({ defaults, fields }: SuggestionSources, draft: MappingDocument): readonly Suggestion[] {
  const known = new Set(fields.map(({ object, name }) => `${object}/${name}`));
  return LISTS.flatMap((list) => {
    const present = new Set((draft[list] ?? []).map(rowName));
    const rows: readonly AnyRow[] = defaults[list] ?? [];
    return rows
      .filter(
        (row) =>
          !present.has(rowName(row)) && needs(row).every((field) => known.has(`${row.object}/${field}`)),
      )
      .map((row) => suggestion({ list, row, reason: 'vendor-default' }));
  });
}

function nativeRows(
  { nativeStages, fields }: SuggestionSources,
  draft: MappingDocument,
): readonly Suggestion[] {
  const known = new Set(fields.map(({ object, name }) => `${object}/${name}`));
  const written = new Set(
    draft.fields
      .filter(({ direction }) => direction !== 'pull')
      .map(({ object, field }) => `${object}/${field}`),
  );
  return nativeStages
    .filter(({ object, field }) => known.has(`${object}/${field}`) && !written.has(`${object}/${field}`))
    .map((row) => suggestion({ list: 'fields', row, reason: 'native-stage' }));
}

function needs(row: AnyRow): readonly string[] {
  if ('field' in row) return [row.field];
  return 'count' in row && row.count !== null ? [row.count, row.at] : [row.at];
}

/** Custom fields of the CRM whose name or label says the same as the last part of a lead path. */
function namedAlike(
  { fields, leadObjects }: SuggestionSources,
  draft: MappingDocument,
): readonly Suggestion[] {
  const used = new Set(draft.fields.map(({ object, field }) => `${object}/${field}`));
  const usable = fields.filter(
    ({ object, name, calculated }) =>
      leadObjects.includes(object) && !calculated && !used.has(`${object}/${name}`),
  );
  return leadPaths.filter(isPersonal).flatMap((path) => {
    const found = usable.find((field) => fits(path, field) && likeness(path, field) !== null);
    const reason = found === undefined ? null : likeness(path, found);
    if (found === undefined || reason === null) return [];
    const row: FieldRow = { lead: path, direction: 'pull', object: found.object, field: found.name };
    return [suggestion({ list: 'fields', row, reason }, found.label)];
  });
}

/** Companies, deals and owners are other things than the person, and permissions are too weighty to be guessed. */
function isPersonal(path: string): boolean {
  return !/^(company|deal|permission|salesAnswer|lifecycle|owner)\./.test(path);
}

const FITTING: Readonly<Record<ValueType, readonly FieldType[]>> = {
  text: ['text', 'enumeration'],
  number: ['number'],
  boolean: ['boolean', 'enumeration'],
  instant: ['date', 'datetime'],
  choice: ['text', 'enumeration'],
  list: ['multi-enumeration'],
  'as-is': ['text', 'number', 'boolean', 'date', 'datetime', 'enumeration', 'multi-enumeration'],
};

function fits(path: string, { type }: FieldDescription): boolean {
  const wanted = leadPath(path);
  return wanted !== null && FITTING[wanted.type].includes(type);
}

function likeness(path: string, { name, label }: FieldDescription): SuggestionReason | null {
  const wanted = folded(path.split('.').at(-1) ?? path);
  if (folded(name) === wanted) return 'same-name';
  return folded(label) === wanted ? 'similar-label' : null;
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]/gi, '')
    .toLowerCase();
}

function suggestion(found: Pick<Suggestion, 'list' | 'row' | 'reason'>, label = ''): Suggestion {
  return { ...found, params: label === '' ? {} : { label }, confidence: CONFIDENCE[found.reason] };
}
