import { randomUUID } from 'node:crypto';
import type { PipedriveAccount } from '../account.ts';
import type { FieldDefinition } from '../fields/definition.ts';
import type { RecordChange } from '../records/changeFeed.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { presentV2 } from '../records/present.ts';
import type { Json, Values } from '../records/record.ts';
import { USERS } from '../users.ts';

/** What a webhook tells of a change, version 2: https://pipedrive.readme.io/docs/guide-for-webhooks-v2 */
export interface WebhookPayload {
  readonly meta: Values;
  /** The record as it is now; `null` of a deleted one. */
  readonly data: Json;
  /** Only what has changed, as it was; `null` of a new record. */
  readonly previous: Json;
}

/** The payload for one webhook; `attempt` counts from 1 with every try. */
export function payloadOf(
  account: PipedriveAccount,
  change: RecordChange,
  webhookId: number,
): WebhookPayload {
  const { store, record, action, previous } = change;
  return {
    meta: {
      action,
      entity: store.type.singular,
      entity_id: String(record.id),
      id: randomUUID(),
      company_id: String(account.settings.company.id),
      user_id: String(USERS[0].id),
      change_source: change.source,
      attempt: 1,
      timestamp: new Date(change.at).toISOString(),
      is_bulk_edit: change.isBulk === true,
      correlation_id: randomUUID(),
      permitted_user_ids: USERS.filter(({ isActive }) => isActive).map(({ id }) => String(id)),
      type: 'general',
      version: '2.0',
      webhook_id: String(webhookId),
      webhook_owner_id: String(USERS[0].id),
      ...mergeMeta(change),
    },
    data: action === 'delete' ? null : dataOf(store, presentV2(store, record)),
    previous: previous === null ? null : previousOf(store, previous),
  };
}

function mergeMeta({ merge }: RecordChange): Values {
  if (merge === undefined) return {};
  return 'mergedTo' in merge ? { merged_to_id: merge.mergedTo } : { merged_from_id: merge.mergedFrom };
}

function dataOf(store: ObjectStore, shown: Readonly<Record<string, Json>>): Json {
  const { custom_fields: custom = {}, ...attributes } = shown;
  return { ...attributes, custom_fields: typedValues(store, isValues(custom) ? custom : {}) };
}

function isValues(value: Json): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function previousOf(store: ObjectStore, previous: Values): Json {
  const isCustom = ([name]: readonly [string, Json]) => store.fields.get(name)?.isCustom === true;
  const entries = Object.entries(previous);
  const custom = entries.filter(isCustom);
  const attributes = Object.fromEntries(entries.filter((entry) => !isCustom(entry)));
  if (custom.length === 0) return attributes;
  return { ...attributes, custom_fields: typedValues(store, Object.fromEntries(custom)) };
}

/** Webhooks say of every custom value of what type it is. */
function typedValues(store: ObjectStore, custom: Values): Json {
  return Object.fromEntries(
    Object.entries(custom).map(([code, value]) => {
      const field = store.fields.get(code);
      return [code, value === null || field === undefined ? null : typedValue(field, value)];
    }),
  );
}

function typedValue({ type }: FieldDefinition, value: Json): Json {
  if (type === 'enum') return { type, id: value };
  if (type === 'set' && Array.isArray(value)) return { type, values: value.map((id: Json) => ({ id })) };
  return isValues(value) ? { type, ...value } : { type, value };
}
