import type { SeedCompany } from '../../seeds/company.ts';
import type { SeedLead } from '../../seeds/lead.ts';
import type { NewRecord } from '../records/objectStore.ts';
import { wholeSecond } from '../time.ts';
import { USERS } from '../users.ts';

/** Ids of the industries, by the words of the generator. */
const INDUSTRIES: Readonly<Record<string, number>> = {
  COMPUTER_SOFTWARE: 1,
  INFORMATION_TECHNOLOGY_AND_SERVICES: 2,
  MANAGEMENT_CONSULTING: 3,
  MARKETING_AND_ADVERTISING: 4,
  FINANCIAL_SERVICES: 5,
  HUMAN_RESOURCES: 6,
  INSURANCE: 7,
  CONSTRUCTION: 8,
  RETAIL: 9,
  LOGISTICS_AND_SUPPLY_CHAIN: 10,
  REAL_ESTATE: 11,
  HOSPITAL_HEALTH_CARE: 12,
  MECHANICAL_OR_INDUSTRIAL_ENGINEERING: 13,
};

/** The organization that a person works for. */
export function organizationSeed({ createdAt }: SeedLead, company: SeedCompany): NewRecord {
  const industry = INDUSTRIES[company.industry];
  return {
    addTime: wholeSecond(createdAt),
    values: {
      name: company.name,
      owner_id: USERS[0].id,
      website: `https://www.${company.domain}`,
      annual_revenue: company.annualRevenue,
      employee_count: company.employees,
      address: {
        value: `${company.city}, ${company.country}`,
        country: company.country,
        locality: company.city,
      },
      ...(industry === undefined ? {} : { industry }),
    },
    custom: {},
  };
}
