import { badRequest, notFound } from '../errors.ts';
import { isId } from '../ids.ts';
import type { RecordStore } from './recordStore.ts';

/** The row of an id in a path; throws the 404 that Salesforce answers where there is none. */
export function rowInPath(store: RecordStore, id: string): number {
  const row = store.rowOf(id);
  if (row === null)
    throw notFound(
      isId(id)
        ? 'The requested resource does not exist'
        : `Provided external ID field does not exist or is not accessible: ${id}`,
    );
  return row;
}

/** The live row that holds a value of an external id; `null` where none does, the 300 where several do. */
export function rowByKey(store: RecordStore, key: { field: string; value: string }): number | null {
  const field = store.fields.get(key.field);
  if (field === undefined || !(field.externalId || field.name === 'Id'))
    throw badRequest(
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${key.field}`,
    );
  if (field.name === 'Id') return store.liveRowOf(key.value);
  const rows = store.lookup.rows(field.name, key.value).filter((row) => store.table.state(row) === 'live');
  if (rows.length > 1)
    throw badRequest('DUPLICATE_EXTERNAL_ID', `External id ${field.name} is not unique: ${key.value}`);
  return rows[0] ?? null;
}
