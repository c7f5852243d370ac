import type { FieldDescription } from '@tamis/adapter';
import type { PipedriveObject } from '../objects.ts';
import type { Field } from './field.ts';

type Name = PipedriveObject['name'];

interface Shape {
  readonly label: string;
  readonly kind: string;
  readonly source?: Field['source'];
}

const text = (label: string): Shape => ({ label, kind: 'varchar' });
const whole = (label: string): Shape => ({ label, kind: 'int' });
const reference = (label: string): Shape => ({ label, kind: 'user' });
const day = (label: string): Shape => ({ label, kind: 'date' });
const moment = (label: string): Shape => ({ label, kind: 'datetime' });
const built = (label: string, kind = 'varchar'): Shape => ({ label, kind, source: 'record' });
const ofPerson = (label: string, kind = 'varchar'): Shape => ({
  label: `Person: ${label}`,
  kind,
  source: 'person',
});

const TIMES = { add_time: moment('Created'), update_time: moment('Updated') };

/**
 * Fields that the API reference shows in every record, whether or not a field list names them, and the ones that are built here:
 * `email` and `phone` are the primary ones of v2's lists; a lead shows name and addresses of its person; an activity's `type_done`
 * joins its type with whether it is done (`meeting:done`), `at` its day and its time.
 * https://developers.pipedrive.com/docs/api/v1/Persons, /Leads, /Activities
 */
const DOCUMENTED: Readonly<Record<Name, Readonly<Record<string, Shape>>>> = {
  organizations: {
    name: text('Name'),
    owner_id: reference('Owner'),
    address_country: built('Country'),
    ...TIMES,
  },
  deals: {
    title: text('Title'),
    owner_id: reference('Owner'),
    stage_id: { label: 'Stage', kind: 'stage' },
    status: text('Status'),
    value: { label: 'Value', kind: 'double' },
    currency: text('Currency'),
    close_time: moment('Closed'),
    ...TIMES,
  },
  activities: {
    subject: text('Subject'),
    type: text('Type'),
    done: { label: 'Done', kind: 'boolean' },
    due_date: day('Due date'),
    due_time: text('Due time'),
    marked_as_done_time: moment('Marked as done'),
    owner_id: reference('Owner'),
    type_done: built('Type, and whether it is done'),
    at: built('Time', 'datetime'),
    ...TIMES,
  },
  leads: {
    title: text('Title'),
    owner_id: reference('Owner'),
    label_ids: { label: 'Labels', kind: 'lead_labels' },
    source_name: text('Source'),
    origin: text('Origin'),
    channel: whole('Channel'),
    value: { label: 'Value', kind: 'monetary' },
    expected_close_date: day('Expected close date'),
    is_archived: { label: 'Archived', kind: 'boolean' },
    was_seen: { label: 'Seen', kind: 'boolean' },
    person_name: ofPerson('name'),
    person_first_name: ofPerson('first name'),
    person_last_name: ofPerson('last name'),
    person_email: ofPerson('e-mail'),
    person_phone: ofPerson('phone'),
    person_job_title: ofPerson('job title'),
    ...TIMES,
  },
  persons: {
    name: text('Name'),
    first_name: text('First name'),
    last_name: text('Last name'),
    owner_id: reference('Owner'),
    job_title: text('Job title'),
    email: built('E-mail'),
    phone: built('Phone'),
    ...TIMES,
  },
};

/** What v2's PATCH (v1's for leads) takes beside custom fields: https://developers.pipedrive.com/docs/api/v1/Persons#updatePerson */
const WRITABLE: Readonly<Record<Name, readonly string[]>> = {
  organizations: ['name', 'owner_id', 'label_ids', 'website', 'industry', 'employee_count', 'annual_revenue'],
  deals: ['title', 'owner_id', 'stage_id', 'label_ids', 'expected_close_date', 'lost_reason', 'probability'],
  activities: ['subject', 'type', 'owner_id', 'due_date', 'due_time', 'done', 'note'],
  leads: ['title', 'owner_id', 'label_ids', 'is_archived', 'was_seen', 'expected_close_date'],
  persons: ['name', 'owner_id', 'label_ids', 'job_title', 'birthday', 'notes', 'marketing_status'],
};

/** Whether people's own key of a record may be written. */
export function writable(object: Name, key: string): boolean {
  return WRITABLE[object].includes(key);
}

/** The documented fields of an object. */
export function documentedFields(object: Name): readonly Field[] {
  return Object.entries(DOCUMENTED[object]).map(([key, { label, kind, source }]) => {
    const description: FieldDescription = {
      object,
      name: key,
      label,
      type: TYPES[kind] ?? 'text',
      writable: source === undefined && writable(object, key),
      calculated: false,
    };
    const field = { description, key, kind, custom: false, onRequest: false };
    return source === undefined ? field : { ...field, source };
  });
}

/** The contract's type of each of Pipedrive's; what is not named is a text. https://developers.pipedrive.com/docs/api/v1/PersonFields */
export const TYPES: Readonly<Record<string, FieldDescription['type']>> = {
  int: 'number',
  double: 'number',
  monetary: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  enum: 'enumeration',
  status: 'enumeration',
  varchar_options: 'enumeration',
  set: 'multi-enumeration',
  lead_labels: 'multi-enumeration',
};
