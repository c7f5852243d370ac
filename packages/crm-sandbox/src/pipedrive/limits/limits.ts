import { performance } from 'node:perf_hooks';
import type { HttpReply } from '../../http/exchange.ts';
import { SlidingWindow, type WindowLimit } from '../../limits/slidingWindow.ts';
import type { LimitFigures, WindowFigures } from '../../vendor.ts';
import { refusalReply } from '../errors.ts';
import type { Grant } from '../oauth/tokenRegistry.ts';
import type { Settings } from '../settings.ts';
import { DailyBudget, secondsToMidnight } from './dailyBudget.ts';
import { Firewall } from './firewall.ts';
import { burstLimit, dailyBudget, searchLimit } from './plan.ts';

/** A call as the limits see it. */
export interface Arrival {
  readonly grant: Grant;
  readonly isSearch: boolean;
  /** Tokens it takes of the day's budget. */
  readonly cost: number;
  /** The sandbox's time, for the day; windows slide on real time. */
  readonly now: number;
}

/** Counts calls at their arrival: per token within two seconds, per company within a day of UTC. */
export class Limits {
  readonly firewall = new Firewall();
  readonly #bursts = new Map<string, { kind: Grant['kind']; window: SlidingWindow }>();
  readonly #search = new SlidingWindow();
  readonly #budget = new DailyBudget();
  #refused = 0;

  /** Counts an arriving call; the 429 it gets where it is one too many. */
  admit(arrival: Arrival, settings: Settings): HttpReply | null {
    const refusal = this.#refusal(arrival, settings);
    if (refusal === null) this.firewall.admitted();
    else {
      this.#refused += 1;
      this.firewall.refused(settings.limits.ban);
    }
    return refusal;
  }

  #refusal(arrival: Arrival, settings: Settings): HttpReply | null {
    const { grant, isSearch, cost, now } = arrival;
    const at = performance.now();
    if (!this.#burstOf(grant).admit(at, burstLimit(settings, grant.kind))) return burstRefusal(settings);
    if (isSearch && !this.#search.admit(at, searchLimit(settings))) return burstRefusal(settings);
    if (this.#budget.take(now, { cost, budget: dailyBudget(settings) })) return null;
    return dailyRefusal(settings, now);
  }

  /** Rate headers of an answer; `reset` counts seconds from now. */
  headers({ grant, isSearch, now }: Arrival, settings: Settings): Record<string, string> {
    const limit = isSearch ? searchLimit(settings) : burstLimit(settings, grant.kind);
    const window = isSearch ? this.#search : this.#burstOf(grant);
    return {
      'x-ratelimit-limit': String(limit.max),
      'x-ratelimit-remaining': String(window.remaining(limit)),
      'x-ratelimit-reset': String(Math.ceil(limit.widthMs / 1000)),
      ...(settings.unknowns.dailyHeaders ? this.#dailyHeaders(now, settings) : {}),
    };
  }

  #dailyHeaders(now: number, settings: Settings): Record<string, string> {
    const budget = dailyBudget(settings);
    return {
      'x-daily-ratelimit-token-limit': String(budget),
      'x-daily-ratelimit-token-remaining': String(Math.max(0, budget - this.#budget.used(now))),
    };
  }

  /** Uses up the day's budget, as somebody else's integration may; the refusal that calls get from now on. */
  exhaustDay(now: number, settings: Settings): HttpReply {
    this.#budget.exhaust(now, dailyBudget(settings));
    return dailyRefusal(settings, now);
  }

  /** What was counted: requests, and for the day tokens. */
  figures(now: number, settings: Settings): LimitFigures {
    return {
      refused: this.#refused,
      dailyUsed: this.#budget.used(now),
      windows: {
        oauth: this.#windowFigures('oauth', burstLimit(settings, 'oauth')),
        apiToken: this.#windowFigures('api-token', burstLimit(settings, 'api-token')),
        search: { ...searchLimit(settings), peak: this.#search.peak },
      },
    };
  }

  #windowFigures(kind: Grant['kind'], limit: WindowLimit): WindowFigures {
    const peaks = [...this.#bursts.values()].filter((burst) => burst.kind === kind);
    return { ...limit, peak: Math.max(0, ...peaks.map(({ window }) => window.peak)) };
  }

  forgetFigures(): void {
    for (const { window } of this.#bursts.values()) window.forgetPeak();
    this.#search.forgetPeak();
    this.#refused = 0;
  }

  #burstOf({ token, kind }: Grant): SlidingWindow {
    const known = this.#bursts.get(token);
    if (known !== undefined) return known.window;
    const window = new SlidingWindow();
    this.#bursts.set(token, { kind, window });
    return window;
  }
}

function burstRefusal(settings: Settings): HttpReply {
  return rateRefusal(settings, 'request over limit', Math.ceil(settings.limits.windowMs / 1000));
}

function dailyRefusal(settings: Settings, now: number): HttpReply {
  return rateRefusal(settings, 'daily request budget exceeded', secondsToMidnight(now));
}

function rateRefusal({ unknowns }: Settings, error: string, seconds: number): HttpReply {
  const headers = unknowns.retryAfterHeader ? { 'Retry-After': String(seconds) } : {};
  if (unknowns.rateLimitBody === 'text') return { status: 429, headers, text: error };
  return refusalReply({ status: 429, error, errorCode: 429, headers });
}
