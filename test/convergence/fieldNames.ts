import type { CrmName, Field, PeopleField } from './crms.ts';

/** The name of a field in one object of a CRM; what is missing the object does not have. */
export type FieldNames = Readonly<Partial<Record<Field, string>>>;

const HUBSPOT_CONTACTS: FieldNames = {
  email: 'email',
  firstName: 'firstname',
  lastName: 'lastname',
  phone: 'phone',
  jobTitle: 'jobtitle',
  city: 'city',
  country: 'country',
  ...own((part) => `tamis_${part}`),
};

const SALESFORCE: FieldNames = {
  email: 'Email',
  firstName: 'FirstName',
  lastName: 'LastName',
  phone: 'Phone',
  jobTitle: 'Title',
  ...own((part) => `Tamis_${part.replace(/(^|_)[a-z]/g, (letter) => letter.toUpperCase())}__c`),
};

/** Built of what the record holds: see `pipedriveCrm.ts`. */
const PIPEDRIVE: FieldNames = {
  email: 'email',
  firstName: 'first_name',
  lastName: 'last_name',
  phone: 'phone',
  jobTitle: 'job_title',
  ...own((part) => `tamis_${part}`),
};

/** The objects of people in each CRM, with the names of their fields. A lead of Pipedrive shows its person's. */
export const OBJECTS: Readonly<Record<CrmName, Readonly<Record<string, FieldNames>>>> = {
  hubspot: { contacts: HUBSPOT_CONTACTS },
  salesforce: {
    Contact: { ...SALESFORCE, city: 'MailingCity', country: 'MailingCountry' },
    Lead: { ...SALESFORCE, city: 'City', country: 'Country' },
  },
  pipedrive: { leads: PIPEDRIVE, persons: PIPEDRIVE },
};

/** The names of one object's fields. */
export function fieldNames(crm: CrmName, object: string): FieldNames {
  const names = OBJECTS[crm][object];
  if (names === undefined) throw new RangeError(`${crm} has no people in ${object}.`);
  return names;
}

/** Whether records of the object hold the field themselves, so that people change it there. */
export function holds(object: string, field: PeopleField, crm: CrmName): boolean {
  return object !== 'leads' && fieldNames(crm, object)[field] !== undefined;
}

function own(named: (part: string) => string): FieldNames {
  return {
    score: named('score'),
    fit: named('fit'),
    engagement: named('engagement'),
    grade: named('grade'),
    stage: named('stage'),
    reason: named('reason'),
    nextAction: named('next_action'),
    salesStatus: named('sales_status'),
    rejectionReason: named('rejection_reason'),
  };
}
