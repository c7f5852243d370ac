import type { SeedLead } from '../../seeds/lead.ts';
import { LEAD_STATUSES } from '../objects/people.ts';
import { dayText, instantText } from '../time.ts';
import type { LoadedRecord } from './loadRecord.ts';
import { acceptedAddress, industryOf, LEAD_SOURCES, ratingOf, statusOf } from './words.ts';

type Values = LoadedRecord['values'];

/** What a lead is called where the form asked for no company. */
export const NO_COMPANY = '[not provided]';

/** A lead without its behaviour: plain fields only, in the status that a new one has. */
export function bareLeadRecord(lead: SeedLead, ownerId: string): LoadedRecord {
  const { person, company, journey } = lead;
  return {
    createdAt: lead.createdAt,
    modifiedAt: journey.lastSeen,
    values: {
      FirstName: person.firstName,
      LastName: person.lastName,
      Title: person.jobTitle,
      Email: acceptedAddress(person.email),
      Company: company?.name ?? NO_COMPANY,
      City: person.city,
      Country: person.country,
      Status: LEAD_STATUSES[0],
      OwnerId: ownerId,
    },
  };
}

/** A lead as Salesforce would hold it. */
export function leadRecord(lead: SeedLead, ownerId: string): LoadedRecord {
  const { company } = lead;
  const bare = bareLeadRecord(lead, ownerId);
  return {
    ...bare,
    values: {
      ...bare.values,
      ...personValues(lead),
      Website: company === null ? null : `https://${company.domain}`,
      Industry: company === null ? null : industryOf(company.industry),
      NumberOfEmployees: company?.employees,
      AnnualRevenue: company?.annualRevenue,
      Rating: ratingOf(lead),
      Status: statusOf(lead.journey.stages.at(-1)?.what),
    },
  };
}

/** A contact of an account. */
export function contactRecord(lead: SeedLead, ownerId: string, accountId: string): LoadedRecord {
  const { person } = lead;
  return {
    createdAt: lead.createdAt,
    modifiedAt: lead.journey.lastSeen,
    values: {
      AccountId: accountId,
      FirstName: person.firstName,
      LastName: person.lastName,
      Title: person.jobTitle,
      Email: acceptedAddress(person.email),
      MailingCity: person.city,
      MailingCountry: person.country,
      OwnerId: ownerId,
      ...personValues(lead),
    },
  };
}

/** What leads and contacts hold under the same names. */
function personValues({ person, source, journey }: SeedLead): Values {
  return {
    Phone: person.phone,
    LeadSource: LEAD_SOURCES[source.channel],
    HasOptedOutOfEmail: journey.optedOut,
    DoNotCall: journey.optedOut && person.phone !== null,
    EmailBouncedReason: journey.bounced ? '550 5.1.1 user unknown' : null,
    EmailBouncedDate: journey.bounced ? instantText(journey.mails.lastAt) : null,
    LastActivityDate: journey.meetings.length > 0 ? dayText(journey.lastSeen) : null,
  };
}

/** The account of a lead's company. */
export function accountRecord(
  lead: SeedLead,
  company: NonNullable<SeedLead['company']>,
  ownerId: string,
): LoadedRecord {
  return {
    createdAt: lead.createdAt,
    modifiedAt: lead.createdAt,
    values: {
      Name: company.name,
      Website: `https://${company.domain}`,
      Industry: industryOf(company.industry),
      NumberOfEmployees: company.employees,
      AnnualRevenue: company.annualRevenue,
      BillingCity: company.city,
      BillingCountry: company.country,
      Type: lead.archetype === 'customer' ? 'Customer - Direct' : 'Prospect',
      OwnerId: ownerId,
    },
  };
}
