import type { ActivityRow, FieldRow, MappingDocument, PastStageRow } from '@tamis/adapter';

/** An opt-out closes the channel; its absence is no consent. */
const OPT_OUT = { true: 'denied', false: 'unknown' };

/** What leads and contacts have in common, under the same names. */
const PERSON_ROWS: readonly FieldRow[] = ['Contact', 'Lead'].flatMap((object) => [
  pulled(object, 'person.email', 'Email'),
  pulled(object, 'person.firstName', 'FirstName'),
  pulled(object, 'person.lastName', 'LastName'),
  pulled(object, 'person.jobTitle', 'Title'),
  pulled(object, 'person.phone', 'Phone'),
  pulled(object, 'source.channel', 'LeadSource'),
  translated(pulled(object, 'permission.email.state', 'HasOptedOutOfEmail'), OPT_OUT),
  translated(pulled(object, 'permission.phone.state', 'DoNotCall'), OPT_OUT),
  pulled(object, 'owner.id', 'OwnerId'),
  pulled(object, 'salesAnswer.status', 'Tamis_Sales_Status__c'),
  pulled(object, 'salesAnswer.reason', 'Tamis_Rejection_Reason__c'),
  pulled(object, 'createdAt', 'CreatedDate'),
]);

const CONTACT_ROWS: readonly FieldRow[] = [
  pulled('Contact', 'person.country', 'MailingCountry'),
  pulled('Contact', 'person.city', 'MailingCity'),
];

/** A lead has its company in fields of its own. `Status` is read and never written unless somebody maps it. */
const LEAD_ROWS: readonly FieldRow[] = [
  pulled('Lead', 'person.country', 'Country'),
  pulled('Lead', 'person.city', 'City'),
  pulled('Lead', 'company.name', 'Company'),
  pulled('Lead', 'company.industry', 'Industry'),
  pulled('Lead', 'company.employees', 'NumberOfEmployees'),
  pulled('Lead', 'company.annualRevenue', 'AnnualRevenue'),
  pulled('Lead', 'lifecycle.stage', 'Status'),
];

const ACCOUNT_ROWS: readonly FieldRow[] = [
  pulled('Account', 'company.name', 'Name'),
  pulled('Account', 'company.industry', 'Industry'),
  pulled('Account', 'company.employees', 'NumberOfEmployees'),
  pulled('Account', 'company.annualRevenue', 'AnnualRevenue'),
  pulled('Account', 'company.country', 'BillingCountry'),
];

/** The currency is a field only where an organization has several. The deal's id is the record's own id and needs no row. */
const OPPORTUNITY_ROWS: readonly FieldRow[] = [
  pulled('Opportunity', 'deal.name', 'Name'),
  pulled('Opportunity', 'deal.stage', 'StageName'),
  translated(pulled('Opportunity', 'deal.status', 'IsWon'), { true: 'won', false: null }),
  translated(pulled('Opportunity', 'deal.status', 'IsClosed'), { true: 'lost', false: 'open' }),
  pulled('Opportunity', 'deal.amount', 'Amount'),
  pulled('Opportunity', 'deal.createdAt', 'CreatedDate'),
  pulled('Opportunity', 'deal.closedAt', 'CloseDate'),
];

const PUSHED_ROWS: readonly FieldRow[] = ['Contact', 'Lead'].flatMap((object) => [
  pushed(object, 'verdict.score', 'Tamis_Score__c'),
  pushed(object, 'verdict.fit', 'Tamis_Fit__c'),
  pushed(object, 'verdict.engagement', 'Tamis_Engagement__c'),
  pushed(object, 'verdict.grade', 'Tamis_Grade__c'),
  pushed(object, 'verdict.stage', 'Tamis_Stage__c'),
  pushed(object, 'verdict.reason', 'Tamis_Reason__c'),
  pushed(object, 'verdict.nextAction', 'Tamis_Next_Action__c'),
  pushed(object, 'verdict.modelVersion', 'Tamis_Model_Version__c'),
  pushed(object, 'verdict.scoredAt', 'Tamis_Scored_At__c'),
]);

/** Salesforce has no page views and no totals: behaviour is in the records of campaigns, calls, e-mails and meetings. */
const ACTIVITIES: readonly ActivityRow[] = [
  // Without a first response the date is empty, and to have been put on a list is no activity.
  {
    object: 'CampaignMember',
    kind: 'campaign_response',
    at: 'FirstRespondedDate',
    kindBy: { field: 'Status', kinds: { Attended: 'webinar_attended' } },
    attributes: { status: 'Status', campaign: 'CampaignId' },
  },
  // Open tasks have no time of completion, and what is still to be done is no activity.
  {
    object: 'Task',
    kind: 'task',
    at: 'CompletedDateTime',
    kindBy: {
      field: 'TaskSubtype',
      kinds: { Call: 'call', Email: 'email_sent', ListEmail: 'email_sent', Task: 'task' },
    },
    attributes: { subject: 'Subject' },
  },
  { object: 'Event', kind: 'meeting_booked', at: 'StartDateTime', attributes: { title: 'Subject' } },
];

/**
 * What the statuses that an organization begins with are to us; a lead that is converted goes on as a contact. They are there where the
 * organization tracks the field: https://help.salesforce.com/s/articleView?id=xcloud.tracking_field_history.htm
 */
const PAST_STAGES: readonly PastStageRow[] = [
  {
    object: 'Lead',
    field: 'Status',
    stages: {
      'Open - Not Contacted': 'raw',
      'Working - Contacted': 'sql',
      'Closed - Not Converted': 'disqualified',
    },
    unless: ['Open - Not Contacted'],
  },
];

/** What a new connection maps before anybody changed anything. */
export const defaultMapping: MappingDocument = {
  version: 1,
  fields: [
    ...ACCOUNT_ROWS,
    ...OPPORTUNITY_ROWS,
    ...PERSON_ROWS,
    ...CONTACT_ROWS,
    ...LEAD_ROWS,
    ...PUSHED_ROWS,
  ],
  signals: [],
  activities: ACTIVITIES,
  pastStages: PAST_STAGES,
};

function pulled(object: string, lead: string, field: string): FieldRow {
  return { lead, direction: 'pull', object, field };
}

function translated(row: FieldRow, values: Readonly<Record<string, string | null>>): FieldRow {
  return { ...row, transform: { values } };
}

function pushed(object: string, lead: string, field: string): FieldRow {
  return { lead, direction: 'push', object, field };
}
