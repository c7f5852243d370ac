import { idOf, numberOf, shortId } from '../ids.ts';
import type { Field } from '../objects/field.ts';
import type { SalesforceOrg } from '../org.ts';
import { visibleField } from '../permissions.ts';
import type { RecordStore } from '../records/recordStore.ts';
import type { Bounds, Column, Stretch, View } from './view.ts';

/** Relations may be followed over this many steps: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_relationships_query_limits.htm */
const MOST_RELATIONS = 5;

/** Kept records of one object as a user's query sees them. */
export function recordView(org: SalesforceOrg, store: RecordStore, userId: string): View {
  const { index } = store;
  for (const each of org.stores) each.index.settle(org.clock.now());
  return {
    name: store.type.name,
    column: (name) => columnOf({ org, userId }, store, name.split('.')),
    stretch: (bounds) => stretchOf(org, store, bounds),
    isDeleted: (row) => index.value(row, 'IsDeleted') === 'true',
    address: (row) => `/sobjects/${store.type.name}/${store.id(row)}`,
  };
}

interface Reader {
  readonly org: SalesforceOrg;
  readonly userId: string;
}

function columnOf(reader: Reader, store: RecordStore, path: readonly string[]): Column | null {
  const [name = '', ...rest] = path;
  if (rest.length > 0) return relatedColumn(reader, store, path);
  const field = visibleField(reader.org, reader.userId, { store, name });
  if (field === null) return null;
  return {
    field,
    path: [field.name],
    value: (row) => store.value(row, field.name, store.index),
    related: () => null,
  };
}

/** A column behind a relation; behind one that leads to several objects only what all of them have. */
function relatedColumn(reader: Reader, store: RecordStore, path: readonly string[]): Column | null {
  const [relation = '', ...rest] = path;
  const through = store.fields
    .all()
    .find(({ relationshipName }) => relationshipName?.toLowerCase() === relation.toLowerCase());
  if (through === undefined || path.length > MOST_RELATIONS) return null;
  const targets = through.referenceTo.flatMap((name) => reader.org.find(name) ?? []);
  const isPolymorphic = through.referenceTo.length > 1;
  const columns = new Map(
    targets.map((target) => [target, behind(reader, target, { rest, isPolymorphic })] as const),
  );
  const shown = [...columns.values()].find((column) => column !== null);
  if (shown === undefined || shown === null) return null;
  const target = (row: number) => targetOf(store, through, { targets, row });
  return {
    field: shown.field,
    path: [through.relationshipName ?? relation, ...shown.path],
    value: (row) => {
      const found = target(row);
      return found === null ? null : (columns.get(found.store)?.value(found.row) ?? null);
    },
    related: (row) => {
      const found = target(row);
      if (found === null) return null;
      const type = isPolymorphic ? 'Name' : found.store.type.name;
      return { type, address: `/sobjects/${found.store.type.name}/${found.store.id(found.row)}` };
    },
  };
}

/** `Type` of a relation that leads to several objects is the object's name. */
function behind(
  reader: Reader,
  target: RecordStore,
  { rest, isPolymorphic }: { rest: readonly string[]; isPolymorphic: boolean },
): Column | null {
  if (!isPolymorphic || rest.length !== 1 || rest[0]?.toLowerCase() !== 'type')
    return columnOf(reader, target, rest);
  const named = target.fields.get('Id');
  if (named === undefined) return null;
  const field: Field = { ...named, name: 'Type', label: 'Type', type: 'string' };
  return { field, path: ['Type'], value: () => target.type.name, related: () => null };
}

function targetOf(
  store: RecordStore,
  through: Field,
  { targets, row }: { targets: readonly RecordStore[]; row: number },
): { store: RecordStore; row: number } | null {
  const id = store.value(row, through.name, store.index);
  if (id === null) return null;
  for (const target of targets) {
    const found = target.rowOf(id);
    if (found !== null) return { store: target, row: found };
  }
  return null;
}

/** The smaller of two stretches: by stamp where the condition bounds it, otherwise by id. */
function stretchOf(org: SalesforceOrg, store: RecordStore, bounds: Bounds): Stretch {
  const { index } = store;
  if (bounds.stampFrom === Number.NEGATIVE_INFINITY && bounds.stampTo === Number.POSITIVE_INFINITY)
    return { order: 'id', rows: fromId(store, bounds.idFrom) };
  const rows = index.rowsByModified();
  const stamp = (row: number) => index.modifiedAt(row);
  const from = firstWhere(rows, (row) => stamp(row) >= bounds.stampFrom);
  const to = firstWhere(rows, (row) => stamp(row) > bounds.stampTo);
  const order = org.settings.unknowns.ties === 'id' ? 'stamp-then-id' : 'stamp';
  return { order, rows: rows.subarray(from, to) };
}

function fromId(store: RecordStore, idFrom: string | null): Uint32Array {
  const rows = store.index.rowsById();
  if (idFrom === null) return rows;
  if (numberOf(idFrom, store.type.keyPrefix) === null)
    return idFrom < shortId(idOf(store.type.keyPrefix, 0)) ? rows : rows.subarray(rows.length);
  const number = numberOf(idFrom, store.type.keyPrefix) ?? 0;
  return rows.subarray(firstWhere(rows, (row) => store.table.id(row) >= number));
}

/** The first position from which `holds` is true, by halving; it must be false before and true behind. */
function firstWhere(rows: Uint32Array, holds: (row: number) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(rows[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
