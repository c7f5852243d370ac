/** The CRMs of a world, in the order in which they are connected: where two changes have one time, the earlier CRM's stands. */
export const CRMS = ['hubspot', 'salesforce', 'pipedrive'] as const;

/** One of the CRMs of a world. */
export type CrmName = (typeof CRMS)[number];

/** What people fill in about a person, under the same name in every CRM. */
export const PEOPLE_FIELDS = [
  'email',
  'firstName',
  'lastName',
  'phone',
  'jobTitle',
  'city',
  'country',
] as const;

/** One of {@link PEOPLE_FIELDS}. */
export type PeopleField = (typeof PEOPLE_FIELDS)[number];

/** What the product writes; `scoredAt` and the model's version say nothing of a person and are left out. */
export const OUR_FIELDS = ['score', 'fit', 'engagement', 'grade', 'stage', 'reason', 'nextAction'] as const;

/** One of {@link OUR_FIELDS}. */
export type OurField = (typeof OUR_FIELDS)[number];

/** In what sales answers. */
export const ANSWER_FIELDS = ['salesStatus', 'rejectionReason'] as const;

/** A field of a record under its common name. */
export type Field = PeopleField | OurField | (typeof ANSWER_FIELDS)[number];

/** All of them. */
export const FIELDS: readonly Field[] = [...PEOPLE_FIELDS, ...OUR_FIELDS, ...ANSWER_FIELDS];

/** Values by common name. An empty field is absent. */
export type Values = Readonly<Partial<Record<Field, string>>>;

/** A record as its CRM holds it at one moment. */
export interface SeenRecord {
  /** `hubspot/contacts/101`. */
  readonly key: string;
  readonly crm: CrmName;
  readonly object: string;
  readonly id: string;
  readonly state: 'live' | 'deleted' | 'merged' | 'converted';
  /** Key of the record that the CRM itself names as the same person. */
  readonly samePerson: string | null;
  /** Key of the record that a gone one became, where the CRM tells. */
  readonly wentOnAs: string | null;
  /** The CRM's own modification time, epoch milliseconds. */
  readonly modifiedAt: number;
  readonly values: Values;
}

/** All records of one CRM at one moment, by key. */
export type Snapshot = ReadonlyMap<string, SeenRecord>;

/** The key of a record. */
export function keyOf(crm: CrmName, object: string, id: string): string {
  return `${crm}/${object}/${id}`;
}
