import { LIFECYCLE } from './contactProperties.ts';
import { builtIn, choices, type PropertyDefinition, sameChoices } from './definition.ts';

const company = { group: 'companyinformation' };
const deal = { group: 'dealinformation' };

/** https://knowledge.hubspot.com/properties/hubspot-crm-default-company-properties */
const INDUSTRIES = [
  'ACCOUNTING',
  'AUTOMOTIVE',
  'BANKING',
  'BIOTECHNOLOGY',
  'BUILDING_MATERIALS',
  'COMPUTER_SOFTWARE',
  'CONSTRUCTION',
  'CONSUMER_SERVICES',
  'EDUCATION_MANAGEMENT',
  'E_LEARNING',
  'FINANCIAL_SERVICES',
  'FOOD_BEVERAGES',
  'HEALTH_WELLNESS_AND_FITNESS',
  'HOSPITAL_HEALTH_CARE',
  'HOSPITALITY',
  'HUMAN_RESOURCES',
  'INFORMATION_TECHNOLOGY_AND_SERVICES',
  'INSURANCE',
  'INTERNET',
  'LAW_PRACTICE',
  'LOGISTICS_AND_SUPPLY_CHAIN',
  'MANAGEMENT_CONSULTING',
  'MARKETING_AND_ADVERTISING',
  'MECHANICAL_OR_INDUSTRIAL_ENGINEERING',
  'NON_PROFIT_ORGANIZATION_MANAGEMENT',
  'PROFESSIONAL_TRAINING_COACHING',
  'REAL_ESTATE',
  'RETAIL',
  'STAFFING_AND_RECRUITING',
  'TELECOMMUNICATIONS',
  'UTILITIES',
] as const;

export const COMPANY_PROPERTIES: readonly PropertyDefinition[] = [
  builtIn(['name', 'Company name', 'text'], company),
  builtIn(['domain', 'Company Domain Name', 'text'], company),
  builtIn(['website', 'Website URL', 'text'], company),
  builtIn(['phone', 'Phone Number', 'phone'], company),
  builtIn(['industry', 'Industry', 'select'], { ...company, options: sameChoices(INDUSTRIES) }),
  builtIn(['numberofemployees', 'Number of Employees', 'number'], company),
  builtIn(['annualrevenue', 'Annual Revenue', 'number'], company),
  builtIn(['city', 'City', 'text'], company),
  builtIn(['country', 'Country/Region', 'text'], company),
  builtIn(['lifecyclestage', 'Lifecycle Stage', 'select'], { ...company, options: choices(LIFECYCLE) }),
  builtIn(['hubspot_owner_id', 'Company owner', 'select'], { ...company, external: true }),
  builtIn(['num_associated_contacts', 'Number of Associated Contacts', 'number'], {
    ...company,
    calculated: true,
  }),
  builtIn(['hs_merged_object_ids', 'Merged record IDs', 'checkboxes'], {
    ...company,
    readOnly: true,
    external: true,
  }),
];

/** https://knowledge.hubspot.com/object-settings/set-up-and-customize-pipelines: the default sales pipeline. */
const DEAL_STAGES = {
  appointmentscheduled: 'Appointment Scheduled',
  qualifiedtobuy: 'Qualified To Buy',
  presentationscheduled: 'Presentation Scheduled',
  decisionmakerboughtin: 'Decision Maker Bought-In',
  contractsent: 'Contract Sent',
  closedwon: 'Closed Won',
  closedlost: 'Closed Lost',
};

/** https://knowledge.hubspot.com/properties/hubspots-default-deal-properties */
export const DEAL_PROPERTIES: readonly PropertyDefinition[] = [
  builtIn(['dealname', 'Deal Name', 'text'], deal),
  builtIn(['dealstage', 'Deal Stage', 'select'], { ...deal, options: choices(DEAL_STAGES) }),
  builtIn(['pipeline', 'Pipeline', 'select'], { ...deal, options: choices({ default: 'Sales Pipeline' }) }),
  builtIn(['amount', 'Amount', 'number'], deal),
  builtIn(['deal_currency_code', 'Currency', 'select'], {
    ...deal,
    options: sameChoices(['EUR', 'USD', 'GBP', 'CHF']),
  }),
  builtIn(['closedate', 'Close Date', 'datetime'], deal),
  builtIn(['hs_is_closed', 'Is Deal Closed?', 'bool'], { ...deal, calculated: true }),
  builtIn(['hs_is_closed_won', 'Is Closed Won', 'bool'], { ...deal, calculated: true }),
  builtIn(['closed_lost_reason', 'Closed Lost Reason', 'area'], deal),
  builtIn(['hubspot_owner_id', 'Deal owner', 'select'], { ...deal, external: true }),
  builtIn(['hs_merged_object_ids', 'Merged record IDs', 'checkboxes'], {
    ...deal,
    readOnly: true,
    external: true,
  }),
];

/** https://developers.hubspot.com/docs/api-reference/crm-leads-v3/guide */
export const LEAD_PROPERTIES: readonly PropertyDefinition[] = [
  builtIn(['hs_lead_name', 'Lead name', 'text'], { group: 'leadinformation' }),
  builtIn(['hs_lead_type', 'Lead type', 'select'], {
    group: 'leadinformation',
    options: sameChoices(['NEW_BUSINESS', 'UPSELL', 'RE_ATTEMPTING']),
  }),
  builtIn(['hs_lead_label', 'Lead label', 'select'], {
    group: 'leadinformation',
    options: sameChoices(['HOT', 'WARM', 'COLD']),
  }),
  builtIn(['hubspot_owner_id', 'Lead owner', 'select'], { group: 'leadinformation', external: true }),
];
