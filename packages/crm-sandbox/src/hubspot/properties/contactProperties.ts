import { builtIn, choices, type PropertyDefinition, sameChoices } from './definition.ts';

const person = { group: 'contactinformation' };
const activity = { group: 'contact_activity', readOnly: true };
const analytics = { group: 'analyticsinformation', readOnly: true };
const mail = { group: 'emailinformation', readOnly: true };
const conversion = { group: 'conversioninformation', readOnly: true };

/** https://knowledge.hubspot.com/records/use-lifecycle-stages, from the first stage to the last. */
export const LIFECYCLE = {
  subscriber: 'Subscriber',
  lead: 'Lead',
  marketingqualifiedlead: 'Marketing Qualified Lead',
  salesqualifiedlead: 'Sales Qualified Lead',
  opportunity: 'Opportunity',
  customer: 'Customer',
  evangelist: 'Evangelist',
  other: 'Other',
};

const SOURCES = {
  ORGANIC_SEARCH: 'Organic Search',
  PAID_SEARCH: 'Paid Search',
  EMAIL_MARKETING: 'Email Marketing',
  SOCIAL_MEDIA: 'Organic Social',
  REFERRALS: 'Referrals',
  OTHER_CAMPAIGNS: 'Other Campaigns',
  DIRECT_TRAFFIC: 'Direct Traffic',
  OFFLINE: 'Offline Sources',
  PAID_SOCIAL: 'Paid Social',
  AI_REFERRALS: 'AI Referrals',
};

const LEGAL_BASES = [
  'Legitimate interest – prospect/lead',
  'Legitimate interest – existing customer',
  'Legitimate interest - other',
  'Performance of a contract',
  'Freely given consent from contact',
  'Not applicable',
];

const LEAD_STATUSES = {
  NEW: 'New',
  OPEN: 'Open',
  IN_PROGRESS: 'In Progress',
  OPEN_DEAL: 'Open Deal',
  UNQUALIFIED: 'Unqualified',
  ATTEMPTED_TO_CONTACT: 'Attempted to Contact',
  CONNECTED: 'Connected',
  BAD_TIMING: 'Bad Timing',
};

/** Contacts' own properties, named as in HubSpot: https://knowledge.hubspot.com/properties/hubspots-default-contact-properties */
export const CONTACT_PROPERTIES: readonly PropertyDefinition[] = [
  builtIn(['email', 'Email', 'text'], { ...person, unique: true }),
  builtIn(['hs_additional_emails', 'Additional email addresses', 'checkboxes'], {
    ...person,
    external: true,
  }),
  builtIn(['firstname', 'First Name', 'text'], person),
  builtIn(['lastname', 'Last Name', 'text'], person),
  builtIn(['salutation', 'Salutation', 'text'], person),
  builtIn(['jobtitle', 'Job Title', 'text'], person),
  builtIn(['seniority', 'Seniority', 'text'], person),
  builtIn(['hs_seniority', 'Employment Seniority', 'select'], {
    ...person,
    options: choices({
      owner: 'Owner',
      partner: 'Partner',
      executive: 'Executive',
      vp: 'VP',
      director: 'Director',
      manager: 'Manager',
      senior: 'Senior',
      employee: 'Employee',
      entry: 'Entry',
    }),
  }),
  builtIn(['hs_role', 'Employment Role', 'text'], person),
  builtIn(['hs_buying_role', 'Buying Role', 'checkboxes'], {
    ...person,
    options: choices({
      BLOCKER: 'Blocker',
      BUDGET_HOLDER: 'Budget Holder',
      CHAMPION: 'Champion',
      DECISION_MAKER: 'Decision Maker',
      END_USER: 'End User',
      EXECUTIVE_SPONSOR: 'Executive Sponsor',
      INFLUENCER: 'Influencer',
      LEGAL_AND_COMPLIANCE: 'Legal & Compliance',
      OTHER: 'Other',
    }),
  }),
  builtIn(['phone', 'Phone Number', 'phone'], person),
  builtIn(['mobilephone', 'Mobile Phone Number', 'phone'], person),
  builtIn(['address', 'Street Address', 'text'], person),
  builtIn(['zip', 'Postal Code', 'text'], person),
  builtIn(['city', 'City', 'text'], person),
  builtIn(['state', 'State/Region', 'text'], person),
  builtIn(['country', 'Country/Region', 'text'], person),
  builtIn(['hs_language', 'Preferred language', 'select'], {
    ...person,
    options: choices({
      de: 'German',
      en: 'English',
      es: 'Spanish',
      fr: 'French',
      it: 'Italian',
      nl: 'Dutch',
      pt: 'Portuguese',
    }),
  }),
  builtIn(['company', 'Company Name', 'text'], person),
  builtIn(['website', 'Website URL', 'text'], person),
  builtIn(['industry', 'Industry', 'text'], person),
  builtIn(['numemployees', 'Number of Employees', 'select'], {
    ...person,
    options: sameChoices(['1-5', '5-25', '25-50', '50-100', '100-500', '500-1000', '1000+']),
  }),
  builtIn(['message', 'Message', 'area'], person),
  builtIn(['lifecyclestage', 'Lifecycle Stage', 'select'], { ...person, options: choices(LIFECYCLE) }),
  builtIn(['hs_lead_status', 'Lead Status', 'select'], { ...person, options: choices(LEAD_STATUSES) }),
  builtIn(['hs_legal_basis', "Legal basis for processing contact's data", 'checkboxes'], {
    ...person,
    options: sameChoices(LEGAL_BASES),
  }),
  builtIn(['hubspot_owner_id', 'Contact owner', 'select'], { ...person, external: true }),
  builtIn(['associatedcompanyid', 'Primary Associated Company ID', 'number'], person),
  builtIn(['num_associated_deals', 'Number of Associated Deals', 'number'], { ...person, calculated: true }),
  builtIn(['hs_merged_object_ids', 'Merged record IDs', 'checkboxes'], {
    ...person,
    readOnly: true,
    external: true,
  }),
  builtIn(['hs_email_optout', 'Unsubscribed from all email', 'bool'], mail),
  builtIn(['hs_email_delivered', 'Marketing emails delivered', 'number'], mail),
  builtIn(['hs_email_last_send_date', 'Last marketing email send date', 'datetime'], mail),
  builtIn(['hs_email_open', 'Marketing emails opened', 'number'], mail),
  builtIn(['hs_email_last_open_date', 'Last marketing email open date', 'datetime'], mail),
  builtIn(['hs_email_click', 'Marketing emails clicked', 'number'], mail),
  builtIn(['hs_email_last_click_date', 'Last marketing email click date', 'datetime'], mail),
  builtIn(['hs_email_last_email_name', 'Last marketing email name', 'text'], mail),
  builtIn(['hs_email_bounce', 'Marketing emails bounced', 'number'], mail),
  builtIn(['hs_email_hard_bounce_reason_enum', 'Email hard bounce reason', 'select'], {
    ...mail,
    options: sameChoices(['UNKNOWN_USER', 'MAILBOX_FULL', 'CONTENT', 'POLICY', 'SPAM', 'OTHER']),
  }),
  builtIn(['hs_analytics_num_page_views', 'Number of Pageviews', 'number'], analytics),
  builtIn(['hs_analytics_num_visits', 'Number of Sessions', 'number'], analytics),
  builtIn(['hs_analytics_first_timestamp', 'Time First Seen', 'datetime'], analytics),
  builtIn(['hs_analytics_last_timestamp', 'Time Last Seen', 'datetime'], analytics),
  builtIn(['hs_analytics_last_visit_timestamp', 'Time of Last Session', 'datetime'], analytics),
  builtIn(['hs_analytics_first_url', 'First Page Seen', 'text'], analytics),
  builtIn(['hs_analytics_last_url', 'Last Page Seen', 'text'], analytics),
  builtIn(['hs_analytics_source', 'Original Traffic Source', 'select'], {
    ...analytics,
    options: choices(SOURCES),
  }),
  builtIn(['hs_analytics_source_data_1', 'Original Traffic Source Drill-Down 1', 'text'], analytics),
  builtIn(['hs_analytics_source_data_2', 'Original Traffic Source Drill-Down 2', 'text'], analytics),
  builtIn(['hs_latest_source', 'Latest Traffic Source', 'select'], {
    ...analytics,
    options: choices(SOURCES),
  }),
  builtIn(['num_conversion_events', 'Number of Form Submissions', 'number'], conversion),
  builtIn(['num_unique_conversion_events', 'Number of Unique Forms Submitted', 'number'], conversion),
  builtIn(['first_conversion_date', 'First Conversion Date', 'datetime'], conversion),
  builtIn(['first_conversion_event_name', 'First Conversion', 'text'], conversion),
  builtIn(['recent_conversion_date', 'Recent Conversion Date', 'datetime'], conversion),
  builtIn(['recent_conversion_event_name', 'Recent Conversion', 'text'], conversion),
  builtIn(
    ['engagements_last_meeting_booked', 'Date of last meeting booked in meetings tool', 'datetime'],
    activity,
  ),
  builtIn(['hs_last_sales_activity_timestamp', 'Last Engagement Date', 'datetime'], activity),
  builtIn(['hs_sales_email_last_replied', 'Recent Sales Email Replied Date', 'datetime'], activity),
  builtIn(['notes_last_contacted', 'Last Contacted', 'datetime'], activity),
  builtIn(['num_contacted_notes', 'Number of times contacted', 'number'], activity),
];
