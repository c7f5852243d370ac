import { performance } from 'node:perf_hooks';
import type { SandboxClock } from '../clock.ts';
import type { HttpReply } from '../http/exchange.ts';
import type { LimitFigures } from '../vendor.ts';
import { errorReply } from './errors.ts';
import { RollingCount } from './rollingCount.ts';
import type { Settings } from './settings.ts';

/** A request that is being answered, known by its own identity. */
export type Ticket = object;

/** https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm */
export class Limits {
  readonly #clock: SandboxClock;
  readonly #daily: RollingCount;
  readonly ingestBatches: RollingCount;
  readonly #running = new Map<Ticket, number>();
  #longPeak = 0;
  #refused = 0;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
    this.#daily = new RollingCount(clock);
    this.ingestBatches = new RollingCount(clock);
  }

  /** Counts an arriving request; the 403 it gets where it is one too many. */
  admit(ticket: Ticket, { limits }: Settings): HttpReply | null {
    if (this.used(limits) >= limits.daily) return this.#refuse('TotalRequests Limit exceeded.');
    const long = this.#longRunning(limits.concurrent.longMs);
    this.#longPeak = Math.max(this.#longPeak, long);
    if (long >= limits.concurrent.max)
      return this.#refuse('ConcurrentRequests (Concurrent API Requests) Limit exceeded.');
    this.#daily.add();
    this.#running.set(ticket, performance.now());
    return null;
  }

  /** The request's answer has been sent. */
  left(ticket: Ticket): void {
    this.#running.delete(ticket);
  }

  /** Requests of the last 24 hours, those of other apps among them. */
  used(limits: Settings['limits'], agoMs = 0): number {
    return limits.usedByOthers + this.#daily.count(this.#clock.now() - agoMs);
  }

  /** `Sforce-Limit-Info: api-usage=18/100000`: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_api_usage.htm */
  headers({ limits }: Settings): Record<string, string> {
    return { 'Sforce-Limit-Info': `api-usage=${this.used(limits)}/${limits.daily}` };
  }

  figures({ limits }: Settings): LimitFigures {
    const { max, longMs } = limits.concurrent;
    return {
      refused: this.#refused,
      dailyUsed: this.used(limits),
      windows: { concurrent: { max, widthMs: longMs, peak: this.#longPeak } },
    };
  }

  forgetFigures(): void {
    this.#refused = 0;
    this.#longPeak = 0;
  }

  #longRunning(longMs: number): number {
    const now = performance.now();
    let long = 0;
    for (const since of this.#running.values()) if (now - since >= longMs) long += 1;
    return long;
  }

  #refuse(message: string): HttpReply {
    this.#refused += 1;
    return errorReply(403, { message, errorCode: 'REQUEST_LIMIT_EXCEEDED' });
  }
}
