import type { CoreObject } from '../records/objectType.ts';
import { type BuiltInField, builtIn, type FieldDefinition, type FieldOption } from './definition.ts';

/** Choices of an organization's industry, in the order of their ids from 1. */
const INDUSTRY_LABELS = [
  'Software',
  'IT services',
  'Consulting',
  'Marketing and advertising',
  'Finance',
  'Human resources',
  'Insurance',
  'Construction',
  'Retail',
  'Logistics',
  'Real estate',
  'Health care',
  'Manufacturing',
] as const;

const VISIBILITY: readonly FieldOption[] = [
  { id: 1, label: 'Owner & followers' },
  { id: 3, label: 'Entire company' },
];

const PERSON_LABELS: readonly FieldOption[] = [
  { id: 1, label: 'Customer' },
  { id: 2, label: 'Hot lead' },
  { id: 3, label: 'Warm lead' },
  { id: 4, label: 'Cold lead' },
];

const MARKETING_STATUSES: readonly FieldOption[] = [
  { id: 'no_consent', label: 'No consent' },
  { id: 'unsubscribed', label: 'Unsubscribed' },
  { id: 'subscribed', label: 'Subscribed' },
  { id: 'archived', label: 'Archived' },
];

const DEAL_STATUSES: readonly FieldOption[] = [
  { id: 'open', label: 'Open' },
  { id: 'won', label: 'Won' },
  { id: 'lost', label: 'Lost' },
  { id: 'deleted', label: 'Deleted' },
];

const ALWAYS: readonly BuiltInField[] = [
  ['id', 'ID', 'int'],
  ['owner_id', 'Owner', 'user'],
  ['add_time', 'Created', 'date'],
  ['update_time', 'Update time', 'date'],
  ['visible_to', 'Visible to', 'visible_to', VISIBILITY],
];

const PERSON_FIELDS: readonly BuiltInField[] = [
  ['name', 'Name', 'varchar'],
  ['first_name', 'First name', 'varchar'],
  ['last_name', 'Last name', 'varchar'],
  ['label_ids', 'Labels', 'set', PERSON_LABELS],
  ['org_id', 'Organization', 'org'],
  ['emails', 'Email', 'varchar'],
  ['phones', 'Phone', 'phone'],
  ['picture_id', 'Profile picture', 'picture'],
  ['postal_address', 'Postal address', 'address'],
  ['notes', 'Notes', 'text'],
  ['im', 'Instant messenger', 'varchar'],
  ['birthday', 'Birthday', 'date'],
  ['job_title', 'Job title', 'varchar'],
];

/** Shown only where `include_fields` names them. */
const PERSON_OPTIONAL: readonly BuiltInField[] = [
  ['marketing_status', 'Marketing status', 'enum', MARKETING_STATUSES],
  ['next_activity_id', 'Next activity', 'int'],
  ['last_activity_id', 'Last activity', 'int'],
  ['open_deals_count', 'Open deals', 'int'],
  ['closed_deals_count', 'Closed deals', 'int'],
  ['won_deals_count', 'Won deals', 'int'],
  ['lost_deals_count', 'Lost deals', 'int'],
  ['activities_count', 'Total activities', 'int'],
  ['done_activities_count', 'Done activities', 'int'],
  ['undone_activities_count', 'Activities to do', 'int'],
  ['email_messages_count', 'Email messages count', 'int'],
  ['last_incoming_mail_time', 'Last email received', 'date'],
  ['last_outgoing_mail_time', 'Last email sent', 'date'],
];

const ORGANIZATION_FIELDS: readonly BuiltInField[] = [
  ['name', 'Name', 'varchar'],
  ['label_ids', 'Labels', 'set', PERSON_LABELS],
  ['address', 'Address', 'address'],
  ['website', 'Website', 'varchar'],
  ['linkedin', 'LinkedIn profile', 'varchar'],
  ['industry', 'Industry', 'enum', industries()],
  ['annual_revenue', 'Annual revenue', 'double'],
  ['employee_count', 'Number of employees', 'int'],
];

const DEAL_FIELDS: readonly BuiltInField[] = [
  ['title', 'Title', 'varchar'],
  ['person_id', 'Contact person', 'people'],
  ['org_id', 'Organization', 'org'],
  ['pipeline_id', 'Pipeline', 'int'],
  ['stage_id', 'Stage', 'stage'],
  ['value', 'Value', 'monetary'],
  ['currency', 'Currency', 'varchar'],
  ['status', 'Status', 'status', DEAL_STATUSES],
  ['stage_change_time', 'Last stage change', 'date'],
  ['probability', 'Probability', 'int'],
  ['lost_reason', 'Lost reason', 'varchar'],
  ['close_time', 'Deal closed on', 'date'],
  ['won_time', 'Won time', 'date'],
  ['lost_time', 'Lost time', 'date'],
  ['expected_close_date', 'Expected close date', 'date'],
  ['label_ids', 'Labels', 'set', []],
  ['is_archived', 'Archived', 'boolean'],
];

const ACTIVITY_FIELDS: readonly BuiltInField[] = [
  ['subject', 'Subject', 'varchar'],
  ['type', 'Type', 'enum', activityTypes()],
  ['deal_id', 'Deal', 'deal'],
  ['lead_id', 'Lead', 'lead'],
  ['person_id', 'Contact person', 'people'],
  ['org_id', 'Organization', 'org'],
  ['due_date', 'Due date', 'date'],
  ['due_time', 'Due time', 'time'],
  ['duration', 'Duration', 'time'],
  ['done', 'Done', 'boolean'],
  ['marked_as_done_time', 'Marked as done time', 'date'],
  ['note', 'Note', 'text'],
];

/** Fields of an object before anyone adds one; leads have none of their own. */
export function builtInFields(object: CoreObject): readonly FieldDefinition[] {
  const own = {
    persons: PERSON_FIELDS,
    organizations: ORGANIZATION_FIELDS,
    deals: DEAL_FIELDS,
    activities: ACTIVITY_FIELDS,
  }[object];
  const optional = object === 'persons' ? PERSON_OPTIONAL : [];
  return [...ALWAYS, ...own]
    .map((field) => builtIn(field))
    .concat(optional.map((field) => builtIn(field, true)));
}

function activityTypes(): readonly FieldOption[] {
  return [
    { id: 'call', label: 'Call' },
    { id: 'meeting', label: 'Meeting' },
    { id: 'task', label: 'Task' },
    { id: 'deadline', label: 'Deadline' },
    { id: 'email', label: 'Email' },
    { id: 'lunch', label: 'Lunch' },
  ];
}

function industries(): readonly FieldOption[] {
  return INDUSTRY_LABELS.map((label, index) => ({ id: index + 1, label }));
}
