import { notFound, RecordProblem } from '../errors.ts';
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

/** The live rows that hold a value of an external id; throws the 404 where the field is none. */
export function rowsByKey(store: RecordStore, key: { field: string; value: string }): readonly number[] {
  const field = store.fields.get(key.field);
  if (field === undefined || !(field.externalId || field.name === 'Id'))
    throw notFound(`Provided external ID field does not exist or is not accessible: ${key.field}`);
  if (field.name !== 'Id')
    return store.lookup.rows(field.name, key.value).filter((row) => store.table.state(row) === 'live');
  const row = store.liveRowOf(key.value);
  return row === null ? [] : [row];
}

/** The one live row of an external id; `null` where none has it. Throws where several do. */
export function rowByKey(store: RecordStore, key: { field: string; value: string }): number | null {
  const [row = null, another] = rowsByKey(store, key);
  if (another !== undefined)
    throw new RecordProblem(
      'DUPLICATE_EXTERNAL_ID',
      `${key.field}: more than one record found for external id field: ${key.value}`,
      [key.field],
    );
  return row;
}
