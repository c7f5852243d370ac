import type { Lead } from '@tamis/core';
import { judgeEmail } from './handWritten.ts';
import { activityPoints } from './handWrittenActivities.ts';

/** What the JSON engines judge: they compare values, so activities are tallied for them by the hand-written code. */
export interface Facts {
  readonly industry: string;
  /** −1 where unknown, as are the other numbers. */
  readonly employees: number;
  readonly seniority: string;
  readonly title: string;
  readonly buyingRole: string;
  readonly country: string;
  readonly emailQuality: string;
  readonly roleAddress: boolean;
  readonly revenue: number;
  readonly channel: string;
  /** Hundredths of all activities, the side's cap not applied. */
  readonly engagement: number;
  readonly noShows: number;
}

/** The facts of one lead. */
export function factsOf(lead: Lead, asOf: number): Facts {
  const { person, company } = lead;
  const email = judgeEmail(person.email);
  return {
    industry: folded(company.industry),
    employees: company.employees ?? -1,
    seniority: folded(person.seniority),
    title: folded(person.jobTitle),
    buyingRole: folded(person.buyingRole),
    country: folded(company.country),
    emailQuality: email?.quality ?? '',
    roleAddress: email?.role ?? false,
    revenue: company.annualRevenue ?? -1,
    channel: folded(lead.source.channel),
    ...activityPoints(lead, asOf),
  };
}

function folded(text: string | null | undefined): string {
  return (text ?? '').trim().toLowerCase();
}
