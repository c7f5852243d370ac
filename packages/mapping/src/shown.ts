import type { Fields } from '@tamis/adapter';
import type { Mapping, PushedRow } from './mapping.ts';
import { sameValue } from './sameValue.ts';
import { isEmpty, valueKey } from './values/leadValue.ts';

/** A record's fields with the mapping of its CRM. */
export interface ShownRecord {
  readonly object: string;
  readonly observed: Fields;
  readonly mapping: Mapping;
}

/** Do two records of one person show different verdicts? Parts that only one of them is to show are not compared. */
export function showApart(one: ShownRecord, other: ShownRecord): boolean {
  const rows = verdictRows(other);
  return verdictRows(one).some((row) => {
    const counterpart = rows.find(({ verdict }) => verdict === row.verdict);
    return counterpart !== undefined && !saysSame([row, one.observed], [counterpart, other.observed]);
  });
}

/** What people compare, and every CRM shows in the same words or numbers. */
const COMPARED: ReadonlySet<string | null> = new Set([
  'verdict.score',
  'verdict.stage',
  'verdict.grade',
  'verdict.reason',
]);

/** A native field that only moves forward may lag behind for good. */
function verdictRows({ object, mapping }: ShownRecord): readonly PushedRow[] {
  const rows = mapping.pushed.get(object) ?? [];
  return rows.filter(({ verdict, rule }) => COMPARED.has(verdict) && rule.kind === 'always');
}

function saysSame(
  [row, fields]: readonly [PushedRow, Fields],
  [other, others]: readonly [PushedRow, Fields],
): boolean {
  const [a, b] = [fields[row.field], others[other.field]];
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  const [said, saidThere] = [meaningOf(row, a), meaningOf(other, b)];
  return valueKey(said) === valueKey(saidThere) || sameValue(row.crmType, a, b);
}

function meaningOf(row: PushedRow, value: NonNullable<Fields[string]>) {
  return (row.meaning === null ? undefined : row.meaning(value).value) ?? value;
}
