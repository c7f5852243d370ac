import type { ActivityRow, FieldRow, MappingDocument, PastStageRow } from '@tamis/adapter';

/** Without a consent or an opt-out the product's own rule for business addresses holds, so `no_consent` says nothing. */
const MARKETING = {
  values: { subscribed: 'granted', unsubscribed: 'denied', archived: 'denied', no_consent: 'unknown' },
} as const;

const ORGANIZATION_ROWS = pulled('organizations', [
  ['company.name', 'name'],
  ['company.domain', 'website'],
  ['company.industry', 'industry_name'],
  ['company.employees', 'employee_count'],
  ['company.annualRevenue', 'annual_revenue'],
  ['company.country', 'address_country'],
]);

/** The deal's id is the record's own id and needs no row. */
const DEAL_ROWS = pulled('deals', [
  ['deal.name', 'title'],
  ['deal.stage', 'stage_id'],
  ['deal.status', 'status', { values: { deleted: null } }],
  ['deal.amount', 'value'],
  ['deal.currency', 'currency'],
  ['deal.createdAt', 'add_time'],
  ['deal.closedAt', 'close_time'],
]);

/** A lead is its person, whose own record says who that is: what the lead shows of them is a copy, and may be an old one. */
const LEAD_ROWS = pulled('leads', [
  ['source.channel', 'origin'],
  ['source.detail', 'source_name'],
]);

const PERSON_ROWS = pulled('persons', [
  ['person.email', 'email'],
  ['person.firstName', 'first_name'],
  ['person.lastName', 'last_name'],
  ['person.jobTitle', 'job_title'],
  ['person.phone', 'phone'],
  ['permission.email.state', 'marketing_status', MARKETING],
]);

/** What both kinds of leads have. */
function sharedRows(object: string): readonly FieldRow[] {
  return pulled(object, [
    ['owner.id', 'owner_id'],
    ['salesAnswer.status', 'tamis_sales_status'],
    ['salesAnswer.reason', 'tamis_rejection_reason'],
    ['createdAt', 'add_time'],
  ]);
}

/** Labels and the marketing status are read and never written unless somebody maps them. */
function pushedRows(object: string): readonly FieldRow[] {
  const parts = {
    score: 'score',
    fit: 'fit',
    engagement: 'engagement',
    grade: 'grade',
    stage: 'stage',
    reason: 'reason',
    nextAction: 'next_action',
    modelVersion: 'model_version',
    scoredAt: 'scored_at',
  };
  return Object.entries(parts).map(([part, field]) => ({
    lead: `verdict.${part}`,
    direction: 'push',
    object,
    field: `tamis_${field}`,
  }));
}

/** An activity that is planned is a task of sales, and says nothing of the lead before it is done. */
const ACTIVITIES: readonly ActivityRow[] = [
  {
    object: 'activities',
    kind: 'task',
    at: 'at',
    kindBy: {
      field: 'type_done',
      kinds: {
        'meeting:done': 'meeting_held',
        'meeting:planned': 'meeting_booked',
        'lunch:done': 'meeting_held',
        'lunch:planned': 'meeting_booked',
        'call:done': 'call',
        'email:done': 'email_sent',
      },
    },
    attributes: { title: 'subject' },
  },
];

/** A deal is the stage of its person; one that is lost ends it, and what the person is then, nobody wrote down. */
const PAST_STAGES: readonly PastStageRow[] = [
  { object: 'deals', field: 'status', stages: { open: 'opportunity', won: 'customer' }, unless: ['open'] },
];

/** What a new connection maps before anybody changed anything. */
export const defaultMapping: MappingDocument = {
  version: 1,
  fields: [
    ...ORGANIZATION_ROWS,
    ...DEAL_ROWS,
    ...LEAD_ROWS,
    ...sharedRows('leads'),
    ...PERSON_ROWS,
    ...sharedRows('persons'),
    ...pushedRows('leads'),
    ...pushedRows('persons'),
  ],
  signals: [],
  activities: ACTIVITIES,
  pastStages: PAST_STAGES,
};

function pulled(
  object: string,
  rows: readonly (readonly [lead: string, field: string, transform?: FieldRow['transform']])[],
): readonly FieldRow[] {
  return rows.map(([lead, field, transform]) => ({
    lead,
    direction: 'pull',
    object,
    field,
    ...(transform === undefined ? {} : { transform }),
  }));
}
