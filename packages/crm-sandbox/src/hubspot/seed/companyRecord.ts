import type { SeedCompany } from '../../seeds/company.ts';
import type { SeedLead } from '../../seeds/lead.ts';
import type { LoadedRecord } from '../records/load.ts';

export function companyRecord(lead: SeedLead, company: SeedCompany): LoadedRecord {
  return {
    createdAt: lead.createdAt,
    modifiedAt: lead.createdAt,
    values: {
      name: company.name,
      domain: company.domain,
      website: `https://www.${company.domain}`,
      industry: company.industry,
      numberofemployees: String(company.employees),
      annualrevenue: String(company.annualRevenue),
      country: company.country,
      city: company.city,
      lifecyclestage: lead.journey.stages.at(-1)?.what,
    },
  };
}
