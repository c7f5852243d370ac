import type { ActivityRow, FieldRow, MappingDocument, PastStageRow, SignalRow } from '@tamis/adapter';

/** The lists of a mapping document. */
export type RowList = 'fields' | 'signals' | 'activities' | 'pastStages';

/** A row of any of the lists. */
export type AnyRow = FieldRow | SignalRow | ActivityRow | PastStageRow;

/** One row that differs between two documents. */
export interface RowDifference {
  readonly list: RowList;
  readonly change: 'added' | 'removed' | 'changed';
  /** What a person knows the row by, for instance `person.email ← contacts/email`. */
  readonly row: string;
  /** The keys that differ, for a changed row. */
  readonly keys: readonly string[];
}

const LISTS: readonly RowList[] = ['fields', 'signals', 'activities', 'pastStages'];
const ARROW = { pull: '←', push: '→', both: '↔' } as const;

/** What a person knows a row by. Two rows of one document may share it; then their order tells them apart. */
export function rowName(row: AnyRow): string {
  if ('lead' in row) return `${row.lead} ${ARROW[row.direction]} ${row.object}/${row.field}`;
  if ('stages' in row) return `past stages ← ${row.object}/${row.field}`;
  const source = 'count' in row && row.count !== null ? row.count : row.at;
  return `${row.kind} ← ${row.object}/${source}`;
}

/** Rows that are in one of the documents alone, and rows of one name whose contents differ. */
export function rowDifferences(before: MappingDocument, after: MappingDocument): readonly RowDifference[] {
  return LISTS.flatMap((list) => differencesOf(list, named(before[list] ?? []), named(after[list] ?? [])));
}

function differencesOf(
  list: RowList,
  before: ReadonlyMap<string, AnyRow>,
  after: ReadonlyMap<string, AnyRow>,
): readonly RowDifference[] {
  const removed = [...before.keys()]
    .filter((name) => !after.has(name))
    .map((row) => ({ list, change: 'removed', row, keys: [] }) as const);
  const others = [...after].flatMap(([row, value]): readonly RowDifference[] => {
    const old = before.get(row);
    if (old === undefined) return [{ list, change: 'added', row, keys: [] }];
    const keys = differingKeys(old, value);
    return keys.length === 0 ? [] : [{ list, change: 'changed', row, keys }];
  });
  return [...removed, ...others];
}

function named(rows: readonly AnyRow[]): ReadonlyMap<string, AnyRow> {
  const names = new Map<string, AnyRow>();
  for (const row of rows) {
    const name = rowName(row);
    const repeated = [...names.keys()].filter(
      (known) => known === name || known.startsWith(`${name} (`),
    ).length;
    names.set(repeated === 0 ? name : `${name} (${repeated + 1})`, row);
  }
  return names;
}

function differingKeys(before: AnyRow, after: AnyRow): readonly string[] {
  const [old, young] = [Object.entries(before), Object.entries(after)];
  const keys = new Set([...old, ...young].map(([key]) => key));
  const values = (entries: readonly (readonly [string, unknown])[]) => new Map(entries);
  const [oldValues, youngValues] = [values(old), values(young)];
  return [...keys].filter(
    (key) => JSON.stringify(oldValues.get(key)) !== JSON.stringify(youngValues.get(key)),
  );
}
