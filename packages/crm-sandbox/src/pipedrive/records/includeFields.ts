import type { PipedriveAccount } from '../account.ts';
import { listParameter } from '../body.ts';
import { validationFailed } from '../errors.ts';
import type { ObjectStore } from './objectStore.ts';
import type { Json, StoredRecord, Values } from './record.ts';

/** Records of other objects that belong to one record. */
interface Related {
  readonly deals: readonly StoredRecord[];
  readonly activities: readonly StoredRecord[];
}

type Compute = (record: StoredRecord, related: Related) => Json;

const isDone = ({ values }: StoredRecord) => values.done === true;
const hasStatus =
  (status: string) =>
  ({ values }: StoredRecord) =>
    (values.status ?? 'open') === status;

/** Counts and dates that answers show only on request: https://developers.pipedrive.com/docs/api/v1/Persons#getPersons */
const COUNTS: Readonly<Record<string, Compute>> = {
  open_deals_count: (_record, { deals }) => deals.filter(hasStatus('open')).length,
  closed_deals_count: (_record, { deals }) => deals.length - deals.filter(hasStatus('open')).length,
  won_deals_count: (_record, { deals }) => deals.filter(hasStatus('won')).length,
  lost_deals_count: (_record, { deals }) => deals.filter(hasStatus('lost')).length,
  activities_count: (_record, { activities }) => activities.length,
  done_activities_count: (_record, { activities }) => activities.filter(isDone).length,
  undone_activities_count: (_record, { activities }) => activities.length - activities.filter(isDone).length,
  next_activity_id: (_record, { activities }) => activities.find((each) => !isDone(each))?.id ?? null,
  last_activity_id: (_record, { activities }) => activities.findLast(isDone)?.id ?? null,
  files_count: () => 0,
  notes_count: () => 0,
  followers_count: () => 1,
  email_messages_count: ({ values }) => values.email_messages_count ?? 0,
  last_incoming_mail_time: ({ values }) => values.last_incoming_mail_time ?? null,
  last_outgoing_mail_time: ({ values }) => values.last_outgoing_mail_time ?? null,
};

const OPTIONAL: Readonly<Record<string, Readonly<Record<string, Compute>>>> = {
  persons: {
    ...COUNTS,
    marketing_status: ({ values }) => values.marketing_status ?? 'no_consent',
    doi_status: () => 1,
  },
  organizations: COUNTS,
  deals: { ...COUNTS, source_lead_id: ({ values }) => values.source_lead_id ?? null },
  activities: {},
};

/** Which attribute of a deal or activity names a record of the object. */
const REFERENCES: Readonly<Record<string, string>> = {
  persons: 'person_id',
  organizations: 'org_id',
  deals: 'deal_id',
};

/** How to compute what `include_fields` asks for; throws the 400 for a name that the object does not have. */
export function readIncludeFields(
  account: PipedriveAccount,
  store: ObjectStore,
  query: URLSearchParams,
): (record: StoredRecord) => Values {
  const names = listParameter(query, 'include_fields');
  if (names.length === 0) return () => ({});
  const known = OPTIONAL[store.type.name] ?? {};
  const unknown = names.find((name) => known[name] === undefined);
  if (unknown !== undefined) throw validationFailed(`include_fields: Unknown field ${unknown}`);
  const reference = REFERENCES[store.type.name] ?? '';
  const deals = grouped(account.store('deals'), reference);
  const activities = grouped(account.store('activities'), reference);
  return (record) => {
    const related = { deals: deals.get(record.id) ?? [], activities: activities.get(record.id) ?? [] };
    return Object.fromEntries(names.map((name) => [name, known[name]?.(record, related) ?? null]));
  };
}

function grouped(store: ObjectStore, reference: string): ReadonlyMap<unknown, readonly StoredRecord[]> {
  return Map.groupBy(store.live(), ({ values }) => values[reference]);
}
