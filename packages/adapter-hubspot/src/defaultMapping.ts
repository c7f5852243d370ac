import type { ActivityRow, FieldRow, MappingDocument, PastStageRow, SignalRow } from '@tamis/adapter';

const CONTACT_ROWS: readonly FieldRow[] = [
  contact('person.email', 'email'),
  contact('person.firstName', 'firstname'),
  contact('person.lastName', 'lastname'),
  contact('person.jobTitle', 'jobtitle'),
  contact('person.seniority', 'hs_seniority', {
    values: { executive: 'c-level', partner: 'owner', employee: 'entry' },
  }),
  contact('person.buyingRole', 'hs_buying_role', {
    split: ';',
    values: {
      DECISION_MAKER: 'decision-maker',
      BUDGET_HOLDER: 'decision-maker',
      EXECUTIVE_SPONSOR: 'decision-maker',
      INFLUENCER: 'influencer',
      CHAMPION: 'influencer',
      END_USER: 'user',
    },
  }),
  contact('person.phone', 'phone'),
  contact('person.language', 'hs_language'),
  contact('person.country', 'country'),
  contact('person.city', 'city'),
  contact('company.name', 'company'),
  contact('company.industry', 'industry'),
  contact('source.channel', 'hs_analytics_source'),
  contact('source.detail', 'hs_analytics_source_data_1'),
  contact('source.campaign', 'hs_analytics_source_data_2'),
  contact('source.firstTouchAt', 'hs_analytics_first_timestamp'),
  contact('permission.email.basis', 'hs_legal_basis', {
    values: {
      'Legitimate interest – prospect/lead': 'legitimate-interest',
      'Legitimate interest – existing customer': 'legitimate-interest',
      'Legitimate interest - other': 'legitimate-interest',
      'Performance of a contract': 'contract',
      'Freely given consent from contact': 'consent',
      'Not applicable': null,
    },
  }),
  contact('permission.email.state', 'hs_email_optout', { values: { true: 'denied', false: 'unknown' } }),
  contact('lifecycle.stage', 'lifecyclestage'),
  contact('owner.id', 'hubspot_owner_id'),
  contact('salesAnswer.status', 'tamis_sales_status'),
  contact('salesAnswer.reason', 'tamis_rejection_reason'),
  contact('createdAt', 'createdate'),
];

const COMPANY_ROWS: readonly FieldRow[] = [
  company('company.name', 'name'),
  company('company.domain', 'domain'),
  company('company.industry', 'industry'),
  company('company.employees', 'numberofemployees'),
  company('company.annualRevenue', 'annualrevenue'),
  company('company.country', 'country'),
];

/** The deal's id is the record's own id and needs no row. */
const DEAL_ROWS: readonly FieldRow[] = [
  deal('deal.name', 'dealname'),
  deal('deal.stage', 'dealstage'),
  deal('deal.status', 'hs_is_closed_won', { values: { true: 'won', false: null } }),
  deal('deal.status', 'hs_is_closed', { values: { true: 'lost', false: 'open' } }),
  deal('deal.amount', 'amount'),
  deal('deal.currency', 'deal_currency_code'),
  deal('deal.createdAt', 'createdate'),
  deal('deal.closedAt', 'closedate'),
];

/** `lifecyclestage` is read and never written unless somebody maps it. */
const PUSHED_ROWS: readonly FieldRow[] = [
  pushed('verdict.score', 'tamis_score'),
  pushed('verdict.fit', 'tamis_fit'),
  pushed('verdict.engagement', 'tamis_engagement'),
  pushed('verdict.grade', 'tamis_grade'),
  pushed('verdict.stage', 'tamis_stage'),
  pushed('verdict.reason', 'tamis_reason'),
  pushed('verdict.nextAction', 'tamis_next_action'),
  pushed('verdict.modelVersion', 'tamis_model_version'),
  pushed('verdict.scoredAt', 'tamis_scored_at'),
];

/** Contacts hold totals with the date of the latest one, not single visits. */
const SIGNALS: readonly SignalRow[] = [
  {
    object: 'contacts',
    kind: 'page_view',
    count: 'hs_analytics_num_page_views',
    at: 'hs_analytics_last_timestamp',
    attributes: { path: 'hs_analytics_last_url' },
    history: { field: 'hs_analytics_last_url', attribute: 'path' },
  },
  {
    object: 'contacts',
    kind: 'form_submission',
    count: 'num_conversion_events',
    at: 'recent_conversion_date',
    attributes: { form: 'recent_conversion_event_name' },
    history: { field: 'recent_conversion_event_name', attribute: 'form' },
  },
  { object: 'contacts', kind: 'email_open', count: 'hs_email_open', at: 'hs_email_last_open_date' },
  { object: 'contacts', kind: 'email_click', count: 'hs_email_click', at: 'hs_email_last_click_date' },
  { object: 'contacts', kind: 'email_reply', count: null, at: 'hs_sales_email_last_replied' },
  // HubSpot keeps no date of the last bounce: it is dated by the last e-mail sent, never by the modified date, which our own writes move.
  { object: 'contacts', kind: 'bounce', count: 'hs_email_bounce', at: 'hs_email_last_send_date' },
  { object: 'contacts', kind: 'meeting_booked', count: null, at: 'engagements_last_meeting_booked' },
];

const ACTIVITIES: readonly ActivityRow[] = [
  {
    object: 'meetings',
    kind: 'meeting_booked',
    at: 'hs_meeting_start_time',
    kindBy: {
      field: 'hs_meeting_outcome',
      kinds: {
        COMPLETED: 'meeting_held',
        NO_SHOW: 'meeting_no_show',
        SCHEDULED: 'meeting_booked',
        RESCHEDULED: 'meeting_booked',
        CANCELED: 'meeting_canceled',
      },
    },
    attributes: { title: 'hs_meeting_title' },
  },
  {
    object: 'calls',
    kind: 'call',
    at: 'hs_timestamp',
    attributes: { direction: 'hs_call_direction', status: 'hs_call_status' },
  },
  {
    object: 'emails',
    kind: 'email_sent',
    at: 'hs_timestamp',
    kindBy: {
      field: 'hs_email_direction',
      kinds: { INCOMING_EMAIL: 'email_reply', EMAIL: 'email_sent', FORWARDED_EMAIL: 'email_sent' },
    },
  },
];

/** What HubSpot's lifecycle stages are to us: https://knowledge.hubspot.com/records/use-lifecycle-stages */
const PAST_STAGES: readonly PastStageRow[] = [
  {
    object: 'contacts',
    field: 'lifecyclestage',
    stages: {
      subscriber: 'raw',
      lead: 'raw',
      marketingqualifiedlead: 'mql',
      salesqualifiedlead: 'sql',
      opportunity: 'opportunity',
      customer: 'customer',
    },
    unless: ['subscriber', 'lead'],
  },
];

/** What a new connection maps before anybody changed anything. */
export const defaultMapping: MappingDocument = {
  version: 1,
  fields: [...COMPANY_ROWS, ...DEAL_ROWS, ...CONTACT_ROWS, ...PUSHED_ROWS],
  signals: SIGNALS,
  activities: ACTIVITIES,
  pastStages: PAST_STAGES,
};

function contact(lead: string, field: string, transform?: FieldRow['transform']): FieldRow {
  return pulled('contacts', { lead, field, transform });
}

function company(lead: string, field: string): FieldRow {
  return pulled('companies', { lead, field });
}

function deal(lead: string, field: string, transform?: FieldRow['transform']): FieldRow {
  return pulled('deals', { lead, field, transform });
}

function pulled(
  object: string,
  row: { lead: string; field: string; transform?: FieldRow['transform'] | undefined },
): FieldRow {
  const { lead, field, transform } = row;
  return { lead, direction: 'pull', object, field, ...(transform === undefined ? {} : { transform }) };
}

function pushed(lead: string, field: string): FieldRow {
  return { lead, direction: 'push', object: 'contacts', field };
}
