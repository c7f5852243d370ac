import type { SeedLead, SeedSource } from '../../seeds/lead.ts';

/** Where a lead came from, in the org's picklist. */
export const LEAD_SOURCES: Readonly<Record<SeedSource['channel'], string>> = {
  organic: 'Web',
  paid: 'Web',
  social: 'Web',
  referral: 'Partner Referral',
  direct: 'Web',
  email: 'Other',
  offline: 'Purchased List',
};

/** Industries of the generator in the org's picklist. */
const INDUSTRIES: Readonly<Record<string, string>> = {
  COMPUTER_SOFTWARE: 'Technology',
  INFORMATION_TECHNOLOGY_AND_SERVICES: 'Technology',
  MANAGEMENT_CONSULTING: 'Consulting',
  MARKETING_AND_ADVERTISING: 'Media',
  FINANCIAL_SERVICES: 'Finance',
  INSURANCE: 'Insurance',
  CONSTRUCTION: 'Construction',
  RETAIL: 'Retail',
  LOGISTICS_AND_SUPPLY_CHAIN: 'Shipping',
  HOSPITAL_HEALTH_CARE: 'Healthcare',
  MECHANICAL_OR_INDUSTRIAL_ENGINEERING: 'Engineering',
};

/** The org's word for an industry of the generator; `Other` where it has none. */
export function industryOf(name: string): string {
  return INDUSTRIES[name] ?? 'Other';
}

/** How far sales have come with a lead at a stage of its journey. */
export function statusOf(stage: string | undefined): string {
  return stage === undefined || stage === 'lead' || stage === 'subscriber'
    ? 'Open - Not Contacted'
    : 'Working - Contacted';
}

/** What a salesperson would have marked a lead as; most leads are not marked. */
export function ratingOf({ archetype, journey }: SeedLead): string | null {
  if (journey.meetings.length > 0) return 'Hot';
  if (journey.forms.length > 1) return 'Warm';
  return archetype === 'dormant' ? 'Cold' : null;
}

const ADDRESS = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** An address as Salesforce takes it: those that are none were never let in. */
export function acceptedAddress(email: string | null): string | null {
  return email !== null && ADDRESS.test(email) && !email.includes('..') ? email : null;
}
