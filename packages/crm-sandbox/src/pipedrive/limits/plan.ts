import type { WindowLimit } from '../../limits/slidingWindow.ts';
import type { Grant } from '../oauth/tokenRegistry.ts';
import type { Settings } from '../settings.ts';

/** What a plan allows: https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting */
const PLANS = {
  lite: { factor: 1, oauth: 80, apiToken: 20 },
  growth: { factor: 2, oauth: 160, apiToken: 40 },
  premium: { factor: 5, oauth: 400, apiToken: 100 },
  ultimate: { factor: 7, oauth: 480, apiToken: 120 },
} as const;

const BASE_TOKENS = 30_000;

/** Tokens that the whole company may use a day. */
export function dailyBudget({ limits }: Settings): number {
  return limits.daily ?? BASE_TOKENS * PLANS[limits.plan].factor * limits.seats + limits.topUp;
}

/** Requests that one token may send within any window. */
export function burstLimit({ limits }: Settings, kind: Grant['kind']): WindowLimit {
  const plan = PLANS[limits.plan];
  const max = kind === 'oauth' ? (limits.oauth ?? plan.oauth) : (limits.apiToken ?? plan.apiToken);
  return { max, widthMs: limits.windowMs };
}

/** Searches that one token may send within any window. */
export function searchLimit({ limits }: Settings): WindowLimit {
  return { max: limits.search, widthMs: limits.windowMs };
}
