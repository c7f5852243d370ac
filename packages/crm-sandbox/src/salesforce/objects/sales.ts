import { field, picklist, READ_ONLY, REQUIRED, reference } from './field.ts';
import { objectType } from './objectType.ts';

/** Stages of the standard sales process with what they mean for a forecast. */
const STAGES = [
  'Prospecting',
  'Qualification',
  'Needs Analysis',
  'Proposal/Price Quote',
  'Negotiation/Review',
  'Closed Won',
  'Closed Lost',
] as const;

const userOwner = reference(['OwnerId', 'Owner ID'], 'User', { nillable: false, defaultedOnCreate: true });

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunity.htm */
export const OPPORTUNITY = objectType(
  ['Opportunity', 'Opportunity', '006'],
  [
    reference(['AccountId', 'Account ID'], 'Account'),
    field(['Name', 'Name', 'string'], { ...REQUIRED, length: 120 }),
    field(['Description', 'Description', 'textarea']),
    picklist(['StageName', 'Stage'], STAGES, REQUIRED),
    field(['Amount', 'Amount', 'currency']),
    field(['Probability', 'Probability (%)', 'percent'], { defaultedOnCreate: true }),
    field(['CloseDate', 'Close Date', 'date'], REQUIRED),
    picklist(['Type', 'Opportunity Type'], ['Existing Business', 'New Business']),
    picklist(['LeadSource', 'Lead Source'], ['Web', 'Phone Inquiry', 'Partner Referral', 'Other']),
    field(['IsClosed', 'Closed', 'boolean'], READ_ONLY),
    field(['IsWon', 'Won', 'boolean'], READ_ONLY),
    userOwner,
    reference(['ContactId', 'Contact ID'], 'Contact', { updateable: false }),
  ],
);

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunitycontactrole.htm */
export const OPPORTUNITY_CONTACT_ROLE = objectType(
  ['OpportunityContactRole', 'Opportunity Contact Role', '00K'],
  [
    reference(['OpportunityId', 'Opportunity ID'], 'Opportunity', {
      ...REQUIRED,
      updateable: false,
      cascadeDelete: true,
    }),
    reference(['ContactId', 'Contact ID'], 'Contact', { ...REQUIRED, cascadeDelete: true }),
    picklist(['Role', 'Role'], ['Decision Maker', 'Economic Buyer', 'Evaluator', 'Influencer', 'Other']),
    field(['IsPrimary', 'Primary', 'boolean']),
  ],
);

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_campaign.htm */
export const CAMPAIGN = objectType(
  ['Campaign', 'Campaign', '701'],
  [
    field(['Name', 'Name', 'string'], { ...REQUIRED, length: 80 }),
    picklist(['Type', 'Type'], ['Webinar', 'Content', 'Email', 'Other']),
    picklist(['Status', 'Status'], ['Planned', 'In Progress', 'Completed', 'Aborted']),
    field(['StartDate', 'Start Date', 'date']),
    field(['IsActive', 'Active', 'boolean']),
    userOwner,
  ],
);

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_campaignmember.htm */
export const CAMPAIGN_MEMBER = objectType(
  ['CampaignMember', 'Campaign Member', '00v'],
  [
    reference(['CampaignId', 'Campaign ID'], 'Campaign', {
      ...REQUIRED,
      updateable: false,
      cascadeDelete: true,
    }),
    reference(['LeadId', 'Lead ID'], 'Lead', { updateable: false, cascadeDelete: true }),
    reference(['ContactId', 'Contact ID'], 'Contact', { updateable: false, cascadeDelete: true }),
    picklist(['Status', 'Status'], ['Sent', 'Responded'], { defaultedOnCreate: true }),
    field(['HasResponded', 'Responded', 'boolean'], READ_ONLY),
    field(['FirstRespondedDate', 'First Responded Date', 'date'], READ_ONLY),
  ],
);
