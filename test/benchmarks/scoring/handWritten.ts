import type { Activity, Contribution, Evidence, GateResult, Grade, Lead, LeadScore } from '@tamis/core';
import { DATA } from './model.ts';

/**
 * The same 25 rules as a good engineer would write them by hand for one company: constants in the code, one sort and one pass over
 * the activities, a reason for every rule that gave points.
 */

const DAY = 86_400_000;
const INDUSTRIES = new Set(['software', 'internet', 'insurance', 'banking', 'consulting']);
const SENIORITIES = new Set(['owner', 'c-level', 'vp', 'director']);
const ROLES = new Set(['decision-maker', 'budget holder']);
const COUNTRIES = new Set(['france', 'belgium', 'switzerland', 'luxembourg']);
const CHANNELS = new Set(['referral', 'organic search', 'event']);
const TITLE = /head of|responsable|lead/i;
const PRICING = /\/pricing|\/tarifs/i;
const COMPARISON = /\/compare|\/faq/i;
const EMAIL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]+@(?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]*$/u;
const MAILBOXES = new Set(['info', 'contact', 'sales', 'support', 'admin', 'hello']);

/** Limits of one kind of activity. */
interface Limits {
  readonly points: number;
  readonly windowMs?: number;
  readonly cooldownMs?: number;
  readonly times?: number;
  readonly spanMs?: number;
  readonly halfLifeMs?: number;
  readonly cap?: number;
}

const PRICING_PAGE: Limits = { points: 1_000, times: 3, spanMs: 7 * DAY, halfLifeMs: 30 * DAY };
const COMPARISON_PAGE: Limits = { points: 400, times: 3, spanMs: 7 * DAY, halfLifeMs: 30 * DAY };
const DEMO: Limits = { points: 1_500, cooldownMs: 30 * DAY, windowMs: 180 * DAY };
const E_MAIL: Limits = { points: 500, cooldownMs: DAY, windowMs: 30 * DAY, cap: 1_500 };
const WEBINAR: Limits = { points: 1_200, halfLifeMs: 60 * DAY, cap: 2_400 };
const REPLAY: Limits = { points: 600, halfLifeMs: 60 * DAY, cap: 1_200 };
const CONTENT: Limits = { points: 500, times: 3, spanMs: 30 * DAY, halfLifeMs: 60 * DAY };
const NEWSLETTER: Limits = { points: 300, cap: 300 };
const ROI: Limits = { points: 1_000, cooldownMs: 7 * DAY, halfLifeMs: 60 * DAY };
const MEETING: Limits = { points: 2_000, cooldownMs: 7 * DAY, cap: 4_000 };
const REFERRAL: Limits = { points: 1_200, cap: 1_200 };
const NO_SHOW: Limits = { points: -500, windowMs: 90 * DAY, cap: 1_000 };

type Draft = { -readonly [Key in keyof Contribution]: Contribution[Key] };

interface Clock {
  readonly asOf: number;
  readonly dayStart: number;
}

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

/** The lead's countable activities by the rule that they concern, newest first. */
function sortIntoRules(lead: Lead, { asOf }: Clock) {
  const rules = {
    pricing: [] as Activity[],
    comparison: [] as Activity[],
    pages: [] as Activity[],
    demos: [] as Activity[],
    opens: [] as Activity[],
    clicks: [] as Activity[],
    webinars: [] as Activity[],
    replays: [] as Activity[],
    contents: [] as Activity[],
    newsletters: [] as Activity[],
    rois: [] as Activity[],
    meetings: [] as Activity[],
    referrals: [] as Activity[],
    noShows: [] as Activity[],
  };
  const tracked = lead.permission.tracking !== false;
  const countable = lead.activities.filter((one) => one.at <= asOf && one.verified !== false);
  for (const activity of countable.sort((a, b) => b.at - a.at)) {
    switch (activity.kind) {
      case 'page_view':
        if (tracked) addPageView(rules, activity);
        break;
      case 'email_open':
        if (tracked) rules.opens.push(activity);
        break;
      case 'demo_request':
        rules.demos.push(activity);
        break;
      case 'email_click':
        rules.clicks.push(activity);
        break;
      case 'webinar_attended':
        rules.webinars.push(activity);
        break;
      case 'webinar_replay':
        rules.replays.push(activity);
        break;
      case 'content_download':
        rules.contents.push(activity);
        break;
      case 'newsletter_signup':
        rules.newsletters.push(activity);
        break;
      case 'roi_calculator':
        rules.rois.push(activity);
        break;
      case 'meeting_booked':
        rules.meetings.push(activity);
        break;
      case 'referral':
        rules.referrals.push(activity);
        break;
      case 'meeting_no_show':
        rules.noShows.push(activity);
        break;
    }
  }
  return rules;
}

function addPageView(rules: Record<'pages' | 'pricing' | 'comparison', Activity[]>, view: Activity): void {
  rules.pages.push(view);
  const path = String(view.attributes?.path ?? '');
  if (PRICING.test(path)) rules.pricing.push(view);
  if (COMPARISON.test(path)) rules.comparison.push(view);
}

function scoreEngagement(rules: ReturnType<typeof sortIntoRules>, clock: Clock): Draft[] {
  const found: Draft[] = [];
  const give = (rule: string, activities: readonly Activity[], limits: Limits) => {
    const sum = tally(activities, limits, clock);
    if (sum !== null) found.push({ rule, group: 'engagement', ...sum });
  };
  give('pricing-page', rules.pricing, PRICING_PAGE);
  give('comparison-page', rules.comparison, COMPARISON_PAGE);
  const pages = tallyPages(rules.pages, clock.asOf);
  if (pages !== null) found.push(pages);
  give('demo', rules.demos, DEMO);
  give('email-open', rules.opens, E_MAIL);
  give('email-click', rules.clicks, E_MAIL);
  give('webinar', rules.webinars, WEBINAR);
  give('replay', rules.replays, REPLAY);
  give('content', rules.contents, CONTENT);
  give('newsletter', rules.newsletters, NEWSLETTER);
  give('roi', rules.rois, ROI);
  give('meeting', rules.meetings, MEETING);
  give('referral', rules.referrals, REFERRAL);
  return found;
}

/** The hundredths of all activities: those that give, and those that take off. */
export function activityPoints(lead: Lead, asOf: number): { engagement: number; noShows: number } {
  const clock = { asOf, dayStart: Math.floor(asOf / DAY) * DAY };
  const rules = sortIntoRules(lead, clock);
  const engagement = scoreEngagement(rules, clock).reduce((sum, { points }) => sum + points, 0);
  return { engagement, noShows: tally(rules.noShows, NO_SHOW, clock)?.points ?? 0 };
}

/** Adds up activities, newest first, within their limits. */
function tally(activities: readonly Activity[], limits: Limits, { asOf, dayStart }: Clock) {
  const counted: number[] = [];
  let weight = 0;
  for (const { at, count = 1 } of activities) {
    if (limits.windowMs !== undefined && at <= asOf - limits.windowMs) break;
    for (let copy = 0; copy < count; copy += 1) {
      if (isLimited(counted, at, limits)) break;
      counted.push(at);
      const age = dayStart - at;
      weight += age <= 0 || limits.halfLifeMs === undefined ? 1 : 0.5 ** (age / limits.halfLifeMs);
    }
  }
  const size = Math.round(weight * Math.abs(limits.points));
  if (size === 0) return null;
  const sign = Math.sign(limits.points);
  const points = sign * Math.min(size, limits.cap ?? size);
  return { raw: sign * size, points, evidence: { at: counted[0] as number, count: counted.length } };
}

function isLimited(counted: readonly number[], at: number, limits: Limits): boolean {
  const previous = counted[counted.length - 1];
  if (limits.cooldownMs !== undefined && previous !== undefined && previous - at < limits.cooldownMs)
    return true;
  if (limits.times === undefined || limits.spanMs === undefined) return false;
  const first = counted[counted.length - limits.times];
  return first !== undefined && first - at < limits.spanMs;
}

/** Two points for every five pages of the last 30 days, at most six. */
function tallyPages(pages: readonly Activity[], asOf: number): Draft | null {
  const recent = pages.filter((page) => page.at > asOf - 30 * DAY);
  const count = recent.reduce((sum, page) => sum + (page.count ?? 1), 0);
  const raw = Math.floor(count / 5) * 200;
  if (raw === 0) return null;
  const at = (recent[0] as Activity).at;
  return { rule: 'pages', group: 'engagement', raw, points: Math.min(raw, 600), evidence: { at, count } };
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
