import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { HttpReply } from '../http/exchange.ts';
import { DailyQuota } from '../limits/dailyQuota.ts';
import { SlidingWindow } from '../limits/slidingWindow.ts';
import type { LimitFigures } from '../vendor.ts';
import type { Settings } from './settings.ts';

/** Who calls, as far as the limits are concerned. */
export interface Caller {
  readonly appId: number;
  readonly kind: 'private' | 'oauth';
}

/** Which limit a request may break; a search counts against its own limit and the day, never against the burst. */
export interface Arrival {
  readonly caller: Caller;
  readonly isSearch: boolean;
  /** The sandbox's time, for the day; windows slide on real time. */
  readonly now: number;
}

/** https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines and the search limits of the CRM search guide. */
export class Limits {
  readonly #bursts = new Map<number, { readonly kind: Caller['kind']; readonly window: SlidingWindow }>();
  readonly #search = new SlidingWindow();
  readonly #daily = new DailyQuota();
  #refused = 0;

  /** Counts an arriving request; the 429 it gets where it is one too many. */
  admit(arrival: Arrival, settings: Settings): HttpReply | null {
    const refusal = arrival.isSearch
      ? this.#admitSearch(settings)
      : this.#admitBurst(arrival.caller, settings);
    if (refusal === null && !this.#admitDay(arrival.now, settings)) return this.#refuse('DAILY');
    return refusal;
  }

  #admitSearch(settings: Settings): HttpReply | null {
    return this.#search.admit(performance.now(), settings.limits.search) ? null : this.#refuse('SECONDLY');
  }

  #admitBurst(caller: Caller, settings: Settings): HttpReply | null {
    const window = this.#burstOf(caller);
    if (window.admit(performance.now(), burstLimit(caller, settings))) return null;
    const reply = this.#refuse('TEN_SECONDLY_ROLLING');
    return settings.unknowns.retryAfterHeader ? { ...reply, headers: { 'Retry-After': '10' } } : reply;
  }

  #admitDay(now: number, settings: Settings): boolean {
    return this.#daily.admit(now, { max: settings.limits.daily, timeZone: settings.account.timeZone });
  }

  /** Rate headers of an answer: none on searches, and no daily pair for OAuth apps. */
  headers(arrival: Arrival, settings: Settings): Record<string, string> {
    if (arrival.isSearch) return {};
    const limit = burstLimit(arrival.caller, settings);
    const burst = {
      'X-HubSpot-RateLimit-Max': String(limit.max),
      'X-HubSpot-RateLimit-Remaining': String(this.#burstOf(arrival.caller).remaining(limit)),
      'X-HubSpot-RateLimit-Interval-Milliseconds': String(limit.widthMs),
    };
    if (arrival.caller.kind === 'oauth') return burst;
    const { daily } = settings.limits;
    return {
      ...burst,
      'X-HubSpot-RateLimit-Daily': String(daily),
      'X-HubSpot-RateLimit-Daily-Remaining': String(Math.max(0, daily - this.#daily.used)),
    };
  }

  figures({ limits }: Settings): LimitFigures {
    const peaks = { privateApp: 0, oauthApp: 0 };
    for (const { kind, window } of this.#bursts.values())
      peaks[`${kind}App`] = Math.max(peaks[`${kind}App`], window.peak);
    return {
      refused: this.#refused,
      dailyUsed: this.#daily.used,
      windows: {
        privateApp: { ...limits.privateApp, peak: peaks.privateApp },
        oauthApp: { ...limits.oauthApp, peak: peaks.oauthApp },
        search: { ...limits.search, peak: this.#search.peak },
      },
    };
  }

  forgetFigures(): void {
    this.#search.forgetPeak();
    for (const { window } of this.#bursts.values()) window.forgetPeak();
    this.#refused = 0;
  }

  #burstOf(caller: Caller): SlidingWindow {
    let burst = this.#bursts.get(caller.appId);
    if (burst === undefined) {
      burst = { kind: caller.kind, window: new SlidingWindow() };
      this.#bursts.set(caller.appId, burst);
    }
    return burst.window;
  }

  #refuse(policyName: keyof typeof MESSAGES): HttpReply {
    this.#refused += 1;
    return {
      status: 429,
      json: {
        status: 'error',
        message: MESSAGES[policyName],
        errorType: 'RATE_LIMIT',
        correlationId: randomUUID(),
        policyName,
        requestId: randomUUID(),
      },
    };
  }
}

const MESSAGES = {
  DAILY: 'You have reached your daily limit.',
  TEN_SECONDLY_ROLLING: 'You have reached your ten_secondly_rolling limit.',
  SECONDLY: 'You have reached your secondly limit.',
};

function burstLimit(caller: Caller, settings: Settings) {
  return caller.kind === 'oauth' ? settings.limits.oauthApp : settings.limits.privateApp;
}
