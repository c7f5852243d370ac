import type { PipedriveAccount } from '../account.ts';
import { listParameter } from '../body.ts';
import { validationFailed } from '../errors.ts';
import type { ObjectStore } from './objectStore.ts';
import type { CoreObject } from './objectType.ts';
import type { Json, StoredRecord, Values } from './record.ts';

/** Records of other objects, grouped by the record they belong to when somebody asks. */
class RelatedRecords {
  readonly #account: PipedriveAccount;
  /** The attribute that names the record they belong to. */
  readonly #reference: string;
  readonly #groups = new Map<CoreObject, ReadonlyMap<unknown, readonly StoredRecord[]>>();

  constructor(account: PipedriveAccount, reference: string) {
    this.#account = account;
    this.#reference = reference;
  }

  of(object: CoreObject, { id }: StoredRecord): readonly StoredRecord[] {
    return this.#grouped(object).get(id) ?? [];
  }

  #grouped(object: CoreObject): ReadonlyMap<unknown, readonly StoredRecord[]> {
    const known = this.#groups.get(object);
    if (known !== undefined) return known;
    const groups = Map.groupBy(this.#account.store(object).live(), ({ values }) => values[this.#reference]);
    this.#groups.set(object, groups);
    return groups;
  }
}

type Compute = (record: StoredRecord, related: RelatedRecords) => Json;

const isDone = ({ values }: StoredRecord) => values.done === true;
const isOpen = (activity: StoredRecord) => !isDone(activity);
const activities = (record: StoredRecord, related: RelatedRecords) => related.of('activities', record);

/** Shown only on request: https://developers.pipedrive.com/docs/api/v1/Persons#getPersons and the same for the other objects. */
const COMMON: Readonly<Record<string, Compute>> = {
  activities_count: (record, related) => activities(record, related).length,
  done_activities_count: (record, related) => activities(record, related).filter(isDone).length,
  undone_activities_count: (record, related) => activities(record, related).filter(isOpen).length,
  next_activity_id: (record, related) => activities(record, related).find(isOpen)?.id ?? null,
  last_activity_id: (record, related) => activities(record, related).findLast(isDone)?.id ?? null,
  email_messages_count: ({ values }) => values.email_messages_count ?? 0,
  files_count: () => 0,
  notes_count: () => 0,
  followers_count: () => 1,
  smart_bcc_email: () => null,
};

const countDeals =
  (...statuses: readonly string[]): Compute =>
  (record, related) =>
    related.of('deals', record).filter(({ values }) => statuses.includes(String(values.status ?? 'open')))
      .length;

const DEAL_COUNTS: Readonly<Record<string, Compute>> = {
  open_deals_count: countDeals('open'),
  related_open_deals_count: countDeals('open'),
  closed_deals_count: countDeals('won', 'lost'),
  related_closed_deals_count: countDeals('won', 'lost'),
  won_deals_count: countDeals('won'),
  related_won_deals_count: countDeals('won'),
  lost_deals_count: countDeals('lost'),
  related_lost_deals_count: countDeals('lost'),
};

const MAIL_TIMES: Readonly<Record<string, Compute>> = {
  last_incoming_mail_time: ({ values }) => values.last_incoming_mail_time ?? null,
  last_outgoing_mail_time: ({ values }) => values.last_outgoing_mail_time ?? null,
};

const OPTIONAL: Readonly<Record<string, Readonly<Record<string, Compute>>>> = {
  persons: {
    ...COMMON,
    ...DEAL_COUNTS,
    ...MAIL_TIMES,
    participant_open_deals_count: () => 0,
    participant_closed_deals_count: () => 0,
    marketing_status: ({ values }) => values.marketing_status ?? 'no_consent',
    doi_status: () => 1,
  },
  organizations: {
    ...COMMON,
    ...DEAL_COUNTS,
    people_count: (record, related) => related.of('persons', record).length,
  },
  deals: {
    ...COMMON,
    ...MAIL_TIMES,
    first_won_time: ({ values }) => values.won_time ?? null,
    products_count: () => 0,
    participants_count: ({ values }) => (values.person_id === undefined ? 0 : 1),
    source_lead_id: ({ values }) => values.source_lead_id ?? null,
  },
  activities: { attendees: ({ values }) => values.attendees ?? [] },
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
  const related = new RelatedRecords(account, REFERENCES[store.type.name] ?? '');
  return (record) => Object.fromEntries(names.map((name) => [name, known[name]?.(record, related) ?? null]));
}
