import { rfc3339 } from '../time.ts';
import type { ObjectStore } from './objectStore.ts';
import type { Json, StoredRecord, Values } from './record.ts';

/** Which parts of a record an answer shows. */
export interface View {
  /** Keys of custom fields; `null` for all of them. */
  readonly customFields: readonly string[] | null;
  /** What `include_fields` asked for. */
  readonly extras?: Values;
}

const WHOLE: View = { customFields: null };

/** A record as v2 gives it: https://pipedrive.readme.io/docs/pipedrive-api-v2-migration-guide */
export function presentV2(
  store: ObjectStore,
  record: StoredRecord,
  view: View = WHOLE,
): Record<string, Json> {
  const shown: Record<string, Json> = { id: record.id };
  for (const [name, empty] of Object.entries(store.type.attributes))
    shown[name] = record.values[name] ?? empty;
  return {
    ...shown,
    add_time: rfc3339(record.addTime),
    update_time: rfc3339(record.updateTime),
    is_deleted: record.state !== 'live',
    ...view.extras,
    custom_fields: customFields(store, record, view),
  };
}

/** Every custom field asked for, `null` where the record has no value. */
function customFields(store: ObjectStore, record: StoredRecord, { customFields: asked }: View): Json {
  const fields = store.fields.custom().filter(({ code }) => asked === null || asked.includes(code));
  return Object.fromEntries(fields.map(({ code }) => [code, record.custom[code] ?? null]));
}
