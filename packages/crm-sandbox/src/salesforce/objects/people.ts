import { type Field, field, picklist, READ_ONLY, REQUIRED, reference } from './field.ts';
import { objectType } from './objectType.ts';

const INDUSTRIES = [
  'Banking',
  'Construction',
  'Consulting',
  'Engineering',
  'Finance',
  'Healthcare',
  'Insurance',
  'Media',
  'Other',
  'Recreation',
  'Retail',
  'Shipping',
  'Technology',
] as const;

const SOURCES = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'] as const;

/** What leads and contacts both have. */
const PERSON: readonly Field[] = [
  field(['LastName', 'Last Name', 'string'], { ...REQUIRED, length: 80 }),
  field(['FirstName', 'First Name', 'string'], { length: 40 }),
  field(['Name', 'Full Name', 'string'], { ...READ_ONLY, nillable: false, length: 121 }),
  field(['Title', 'Title', 'string'], { length: 128 }),
  field(['Email', 'Email', 'email']),
  field(['Phone', 'Phone', 'phone']),
  field(['MobilePhone', 'Mobile Phone', 'phone']),
  field(['Description', 'Description', 'textarea']),
  picklist(['LeadSource', 'Lead Source'], SOURCES),
  field(['HasOptedOutOfEmail', 'Email Opt Out', 'boolean']),
  field(['DoNotCall', 'Do Not Call', 'boolean']),
  field(['EmailBouncedReason', 'Email Bounced Reason', 'string'], READ_ONLY),
  field(['EmailBouncedDate', 'Email Bounced Date', 'datetime'], READ_ONLY),
  field(['LastActivityDate', 'Last Activity', 'date'], READ_ONLY),
];

const ADDRESS = (prefix: string, label: string): Field[] => [
  field([`${prefix}Street`, `${label}Street`, 'textarea'], { length: 255, filterable: true }),
  field([`${prefix}City`, `${label}City`, 'string'], { length: 40 }),
  field([`${prefix}State`, `${label}State/Province`, 'string'], { length: 80 }),
  field([`${prefix}PostalCode`, `${label}Zip/Postal Code`, 'string'], { length: 20 }),
  field([`${prefix}Country`, `${label}Country`, 'string'], { length: 80 }),
];

const owner = reference(['OwnerId', 'Owner ID'], ['Group', 'User'], {
  nillable: false,
  defaultedOnCreate: true,
});
const userOwner = reference(['OwnerId', 'Owner ID'], 'User', { nillable: false, defaultedOnCreate: true });

/** Values of Lead.Status that an org starts with. */
export const LEAD_STATUSES = [
  'Open - Not Contacted',
  'Working - Contacted',
  'Closed - Converted',
  'Closed - Not Converted',
] as const;

/** The status that converting a lead gives it. */
export const LEAD_CONVERTED_STATUS = 'Closed - Converted';

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_lead.htm */
export const LEAD = objectType(
  ['Lead', 'Lead', '00Q'],
  [
    ...PERSON,
    field(['Company', 'Company', 'string'], REQUIRED),
    ...ADDRESS('', ''),
    field(['Website', 'Website', 'url']),
    picklist(['Status', 'Status'], LEAD_STATUSES, { ...REQUIRED, defaultedOnCreate: true }),
    picklist(['Industry', 'Industry'], INDUSTRIES),
    picklist(['Rating', 'Rating'], ['Hot', 'Warm', 'Cold']),
    field(['AnnualRevenue', 'Annual Revenue', 'currency']),
    field(['NumberOfEmployees', 'Employees', 'int']),
    owner,
    field(['IsConverted', 'Converted', 'boolean'], { updateable: false }),
    field(['ConvertedDate', 'Converted Date', 'date'], READ_ONLY),
    reference(['ConvertedAccountId', 'Converted Account ID'], 'Account', READ_ONLY),
    reference(['ConvertedContactId', 'Converted Contact ID'], 'Contact', READ_ONLY),
    reference(['ConvertedOpportunityId', 'Converted Opportunity ID'], 'Opportunity', READ_ONLY),
    field(['IsUnreadByOwner', 'Unread By Owner', 'boolean']),
  ],
  { mergeable: true },
);

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contact.htm */
export const CONTACT = objectType(
  ['Contact', 'Contact', '003'],
  [
    reference(['AccountId', 'Account ID'], 'Account'),
    ...PERSON,
    ...ADDRESS('Mailing', 'Mailing '),
    field(['Department', 'Department', 'string'], { length: 80 }),
    userOwner,
    reference(['ReportsToId', 'Reports To ID'], 'Contact'),
  ],
  { mergeable: true },
);

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_account.htm */
export const ACCOUNT = objectType(
  ['Account', 'Account', '001'],
  [
    field(['Name', 'Account Name', 'string'], REQUIRED),
    picklist(
      ['Type', 'Account Type'],
      ['Prospect', 'Customer - Direct', 'Customer - Channel', 'Partner', 'Other'],
    ),
    ...ADDRESS('Billing', 'Billing '),
    field(['Phone', 'Account Phone', 'phone']),
    field(['Website', 'Website', 'url']),
    picklist(['Industry', 'Industry'], INDUSTRIES),
    picklist(['Rating', 'Account Rating'], ['Hot', 'Warm', 'Cold']),
    field(['AnnualRevenue', 'Annual Revenue', 'currency']),
    field(['NumberOfEmployees', 'Employees', 'int']),
    field(['Description', 'Account Description', 'textarea']),
    userOwner,
    reference(['ParentId', 'Parent Account ID'], 'Account'),
  ],
  { mergeable: true },
);
