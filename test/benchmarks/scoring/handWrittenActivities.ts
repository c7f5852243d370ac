import type { Activity, Contribution, Lead } from '@tamis/core';

/** Milliseconds of a day. */
export const DAY = 86_400_000;
const PRICING = /\/pricing|\/tarifs/i;
const COMPARISON = /\/compare|\/faq/i;

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
export const NO_SHOW: Limits = { points: -500, windowMs: 90 * DAY, cap: 1_000 };

/** A contribution that caps may still lower. */
export type Draft = { -readonly [Key in keyof Contribution]: Contribution[Key] };

/** The instant of scoring and the start of its day. */
export interface Clock {
  readonly asOf: number;
  readonly dayStart: number;
}

/** The lead's countable activities by the rule that they concern, newest first. */
export function sortIntoRules(lead: Lead, { asOf }: Clock) {
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

/** One contribution for each rule on activities that gave points. */
export function scoreEngagement(rules: ReturnType<typeof sortIntoRules>, clock: Clock): Draft[] {
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
export function tally(activities: readonly Activity[], limits: Limits, { asOf, dayStart }: Clock) {
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
