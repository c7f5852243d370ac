import type {
  CrmRecord,
  FieldDescription,
  Fields,
  FieldType,
  FieldValue,
  MappingDocument,
} from '@tamis/adapter';
import type { SourceRecord } from '../../src/index.ts';

/** 1 March 2026, 09:00 UTC. */
export const MORNING = Date.UTC(2026, 2, 1, 9);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A mapping like those of a CRM with contacts, companies, deals and meetings. */
export const DOCUMENT: MappingDocument = {
  version: 1,
  fields: [
    { lead: 'person.email', direction: 'pull', object: 'contacts', field: 'email' },
    { lead: 'person.firstName', direction: 'pull', object: 'contacts', field: 'firstname' },
    {
      lead: 'person.country',
      direction: 'both',
      object: 'contacts',
      field: 'country',
      write: 'only-if-empty',
    },
    {
      lead: 'permission.email.state',
      direction: 'pull',
      object: 'contacts',
      field: 'optout',
      transform: { values: { true: 'denied', false: null } },
    },
    {
      lead: 'permission.email.basis',
      direction: 'pull',
      object: 'contacts',
      field: 'legal_basis',
      transform: { values: { 'Legitimate interest': 'legitimate-interest', Consent: 'consent' } },
    },
    { lead: 'attributes.seats', direction: 'pull', object: 'contacts', field: 'seats' },
    { lead: 'attributes.topics', direction: 'pull', object: 'contacts', field: 'topics' },
    { lead: 'company.name', direction: 'pull', object: 'companies', field: 'name' },
    { lead: 'company.employees', direction: 'pull', object: 'companies', field: 'employees' },
    { lead: 'company.employees', direction: 'pull', object: 'contacts', field: 'company_size' },
    { lead: 'deal.amount', direction: 'pull', object: 'deals', field: 'amount' },
    {
      lead: 'deal.status',
      direction: 'pull',
      object: 'deals',
      field: 'stage',
      transform: { values: { closedwon: 'won', closedlost: 'lost' } },
      default: 'open',
    },
    { lead: 'verdict.score', direction: 'push', object: 'contacts', field: 't_score' },
    { lead: 'verdict.fit', direction: 'push', object: 'contacts', field: 't_fit' },
    { lead: 'verdict.grade', direction: 'push', object: 'contacts', field: 't_grade' },
    { lead: 'verdict.stage', direction: 'push', object: 'contacts', field: 't_stage' },
    { lead: 'verdict.reason', direction: 'push', object: 'contacts', field: 't_reason' },
    { lead: 'verdict.nextAction', direction: 'push', object: 'contacts', field: 't_next' },
    { lead: 'verdict.modelVersion', direction: 'push', object: 'contacts', field: 't_model' },
    { lead: 'verdict.scoredAt', direction: 'push', object: 'contacts', field: 't_at' },
    { lead: 'verdict.handOver', direction: 'push', object: 'contacts', field: 't_handover' },
    {
      lead: 'verdict.stage',
      direction: 'push',
      object: 'contacts',
      field: 'lifecycle',
      write: 'forward-only',
      transform: {
        values: { subscriber: 'raw', lead: 'raw', marketing: 'mql', sales: 'sql', customer: 'customer' },
        order: ['subscriber', 'lead', 'marketing', 'sales', 'customer'],
      },
    },
  ],
  signals: [
    {
      object: 'contacts',
      kind: 'page_view',
      count: 'views',
      at: 'last_view',
      attributes: { path: 'last_page' },
      history: { field: 'last_page', attribute: 'path' },
    },
    { object: 'contacts', kind: 'email_open', count: 'opens', at: 'last_open' },
    { object: 'contacts', kind: 'meeting_booked', count: null, at: 'last_meeting' },
  ],
  activities: [
    {
      object: 'meetings',
      kind: 'meeting_booked',
      at: 'starts',
      kindBy: { field: 'outcome', kinds: { COMPLETED: 'meeting_held', NO_SHOW: 'no_show' } },
      attributes: { title: 'title' },
    },
  ],
};

const CONTACT_FIELDS: Readonly<Record<string, FieldType>> = {
  email: 'text',
  firstname: 'text',
  country: 'text',
  optout: 'boolean',
  legal_basis: 'multi-enumeration',
  seats: 'number',
  topics: 'multi-enumeration',
  company_size: 'number',
  t_score: 'number',
  t_fit: 'number',
  t_grade: 'text',
  t_stage: 'text',
  t_reason: 'text',
  t_next: 'text',
  t_model: 'text',
  t_at: 'datetime',
  t_handover: 'boolean',
  lifecycle: 'enumeration',
  views: 'number',
  last_view: 'datetime',
  last_page: 'text',
  opens: 'number',
  last_open: 'datetime',
  last_meeting: 'datetime',
};

/** A field as the CRM describes it. */
export function field(name: string, type: FieldType, more: Partial<FieldDescription> = {}): FieldDescription {
  return { object: 'contacts', name, label: name, type, writable: true, calculated: false, ...more };
}

/** The contact fields of {@link DOCUMENT} as the CRM describes them. */
export const KNOWN: readonly FieldDescription[] = Object.entries(CONTACT_FIELDS).map(([name, type]) =>
  field(name, type),
);

/** A record of the CRM. */
export function record(object: string, fields: Fields, more: Partial<CrmRecord> = {}): CrmRecord {
  return { object, id: '1', fields, modifiedAt: MORNING, ...more };
}

/** A contact of the CRM. */
export function contact(fields: Fields, more: Partial<CrmRecord> = {}): CrmRecord {
  return record('contacts', fields, more);
}

/** A record of which the fields were changed at the given times, and the others never since it was modified. */
export function watched(of: CrmRecord, changed: SourceRecord['changed'] = {}): SourceRecord {
  return { ...of, changed, baselineAt: of.modifiedAt };
}

/** Values as a CRM that answers everything as texts gives them back. */
export function asTexts(fields: Fields): Fields {
  const text = (value: FieldValue) => (value === null || value === '' ? null : String(value));
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, text(value)]));
}
