import type { Activity, Evidence, GateResult, Grade, Lead, LeadScore } from '@tamis/core';
import {
  type Clock,
  DAY,
  type Draft,
  NO_SHOW,
  scoreEngagement,
  sortIntoRules,
  tally,
} from './handWrittenActivities.ts';
import { DATA } from './model.ts';

/**
 * The same 25 rules as a good engineer would write them by hand for one company: constants in the code, one sort and one pass over
 * the activities, a reason for every rule that gave points.
 */

const INDUSTRIES = new Set(['software', 'internet', 'insurance', 'banking', 'consulting']);
const SENIORITIES = new Set(['owner', 'c-level', 'vp', 'director']);
const ROLES = new Set(['decision-maker', 'budget holder']);
const COUNTRIES = new Set(['france', 'belgium', 'switzerland', 'luxembourg']);
const CHANNELS = new Set(['referral', 'organic search', 'event']);
const TITLE = /head of|responsable|lead/i;
const EMAIL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]+@(?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]*$/u;
const MAILBOXES = new Set(['info', 'contact', 'sales', 'support', 'admin', 'hello']);

/** Scores one lead. */
export function scoreByHand(lead: Lead, asOf: number): LeadScore {
  const clock = { asOf, dayStart: Math.floor(asOf / DAY) * DAY };
  const missing: string[] = [];
  const email = judgeEmail(lead.person.email);
  const fit = scoreFit(lead, email, missing);
  const byRule = sortIntoRules(lead, clock);
  const engagement = scoreEngagement(byRule, clock);
  cap(fit, 5_000);
  cap(engagement, 8_000);
  const negatives = scoreNegatives(email, byRule.noShows, clock);
  const sides = { fit, engagement, negatives };
  const { fit: fitSum, engagement: engagementSum } = sumOf(sides);
  const grade = gradeOf(fitSum, engagementSum);
  cap(engagement, cap(fit, 10_000));
  return result(sides, { grade, missing, gates: gatesOf(email), asOf: clock.dayStart });
}

interface Email {
  readonly quality: 'business' | 'free-mail' | 'disposable' | 'malformed';
  readonly role: boolean;
}

/** Judges an address; `undefined` without one. */
export function judgeEmail(email: string | null | undefined): Email | undefined {
  if (email === undefined || email === null || email === '') return undefined;
  const address = email.trim().toLowerCase();
  if (!EMAIL.test(address)) return { quality: 'malformed', role: false };
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  const role = MAILBOXES.has(address.slice(0, at));
  if (DATA.disposableDomains.has(domain)) return { quality: 'disposable', role };
  return { quality: DATA.freeMailDomains.has(domain) ? 'free-mail' : 'business', role };
}

function scoreFit(lead: Lead, email: Email | undefined, missing: string[]): Draft[] {
  const { person, company, source } = lead;
  const found: Draft[] = [];
  const give = (rule: string, points: number, evidence: Evidence) =>
    found.push({ rule, group: 'fit', raw: points, points, evidence });
  const listed = (rule: string, field: { path: string; value: string | null | undefined }, list: Listed) => {
    const { path, value } = field;
    if (isBlank(value)) missing.push(path);
    else if (list.in.has(value.trim().toLowerCase())) give(rule, list.points, { field: path, value });
  };
  listed(
    'industry',
    { path: 'company.industry', value: company.industry },
    { in: INDUSTRIES, points: 1_000 },
  );
  const size = company.employees;
  if (size === undefined || size === null) missing.push('company.employees');
  else if (size >= 20 && size <= 2_000)
    give('company-size', 1_000, { field: 'company.employees', value: size });
  else if (size >= 5 && size <= 10_000)
    give('company-size', 500, { field: 'company.employees', value: size });
  listed(
    'seniority',
    { path: 'person.seniority', value: person.seniority },
    { in: SENIORITIES, points: 1_000 },
  );
  const title = person.jobTitle;
  if (isBlank(title)) missing.push('person.jobTitle');
  else if (TITLE.test(title)) give('job-title', 300, { field: 'person.jobTitle', value: title });
  listed(
    'decision-role',
    { path: 'person.buyingRole', value: person.buyingRole },
    { in: ROLES, points: 500 },
  );
  listed('country', { path: 'company.country', value: company.country }, { in: COUNTRIES, points: 500 });
  if (email === undefined) missing.push('person.email');
  else if (email.quality === 'business')
    give('business-email', 500, { field: 'email.quality', value: 'business' });
  const revenue = company.annualRevenue;
  if (revenue === undefined || revenue === null) missing.push('company.annualRevenue');
  else if (revenue >= 1_000_000) give('revenue', 400, { field: 'company.annualRevenue', value: revenue });
  listed('channel', { path: 'source.channel', value: source.channel }, { in: CHANNELS, points: 300 });
  return found;
}

interface Listed {
  readonly in: ReadonlySet<string>;
  readonly points: number;
}

function isBlank(value: string | null | undefined): value is null | undefined | '' {
  return value === undefined || value === null || value.trim() === '';
}

function scoreNegatives(email: Email | undefined, noShows: readonly Activity[], clock: Clock): Draft[] {
  const found: Draft[] = [];
  const take = (rule: string, points: number, evidence: Evidence) =>
    found.push({ rule, group: 'negative', raw: points, points, evidence });
  if (email?.quality === 'free-mail') take('free-mail', -500, { field: 'email.quality', value: 'free-mail' });
  if (email?.role === true) take('role-address', -300, { field: 'email.role', value: true });
  const missed = tally(noShows, NO_SHOW, clock);
  if (missed !== null) found.push({ rule: 'no-show', group: 'negative', ...missed });
  return found;
}

/** Cuts contributions to what is left, earlier rules first, and returns what is left after them. */
function cap(contributions: readonly Draft[], most: number): number {
  let left = most;
  for (const contribution of contributions) {
    contribution.points = Math.min(contribution.points, left);
    left -= contribution.points;
  }
  return left;
}

function gatesOf(email: Email | undefined): readonly GateResult[] {
  if (email?.quality !== 'disposable' && email?.quality !== 'malformed') return [];
  const evidence = { field: 'email.quality', value: email.quality };
  return [{ gate: email.quality, effect: 'disqualify', evidence }];
}

interface Sides {
  readonly fit: readonly Draft[];
  readonly engagement: readonly Draft[];
  readonly negatives: readonly Draft[];
}

function sumOf(sides: Sides): { fit: number; engagement: number } {
  let fit = 0;
  let engagement = 0;
  for (const { points } of sides.fit) fit += points;
  for (const { points } of sides.engagement) engagement += points;
  for (const { rule, points } of sides.negatives) {
    if (rule === 'no-show') engagement += points;
    else fit += points;
  }
  return { fit, engagement };
}

function result(sides: Sides, rest: Pick<LeadScore, 'grade' | 'missing' | 'gates' | 'asOf'>): LeadScore {
  const { fit, engagement } = sumOf(sides);
  const all = [...sides.fit, ...sides.engagement, ...sides.negatives];
  return {
    model: { id: 'benchmark', version: 1 },
    asOf: rest.asOf,
    total: fit + engagement,
    fit,
    engagement,
    grade: rest.grade,
    contributions: all.filter((contribution) => contribution.points !== 0),
    missing: rest.missing,
    gates: rest.gates,
  };
}

function gradeOf(fit: number, engagement: number): Grade {
  const letter = fit >= 3_750 ? 'A' : fit >= 2_500 ? 'B' : fit >= 1_250 ? 'C' : 'D';
  const digit = engagement >= 6_000 ? 1 : engagement >= 4_000 ? 2 : engagement >= 2_000 ? 3 : 4;
  return `${letter}${digit}`;
}
