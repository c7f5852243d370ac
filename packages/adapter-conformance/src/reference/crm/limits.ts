import type { Instant } from '@tamis/adapter';
import type { WindowGauge } from '../../world.ts';

/** Requests that may arrive within any half second. */
const WINDOW = { max: 20, widthMs: 500 };

const DAY_MS = 86_400_000;

/** Why a request is refused; `until` says when to try again. */
export interface Refusal {
  readonly limit: 'window' | 'day';
  readonly until: Instant;
}

/** The limits of an account, counted at arrival; refused requests fill no window and use nothing of the day. */
export class CrmLimits {
  /** Requests left of the day; `null` is without end. */
  leftOfDay: number | null = null;
  refused = 0;
  #peak = 0;
  /** Arrivals within the window, on the machine's monotonic clock. */
  #arrivals: number[] = [];

  /** Counts a request; answers why it is one too many. */
  admit(now: Instant): Refusal | null {
    const at = performance.now();
    this.#arrivals = this.#arrivals.filter((arrival) => at - arrival < WINDOW.widthMs);
    this.#peak = Math.max(this.#peak, this.#arrivals.length + 1);
    if (this.#arrivals.length >= WINDOW.max)
      return this.#refuse({ limit: 'window', until: now + WINDOW.widthMs });
    if (this.leftOfDay === 0)
      return this.#refuse({ limit: 'day', until: (Math.floor(now / DAY_MS) + 1) * DAY_MS });
    if (this.leftOfDay !== null) this.leftOfDay -= 1;
    this.#arrivals.push(at);
    return null;
  }

  gauge(): WindowGauge {
    return { ...WINDOW, peak: this.#peak };
  }

  reset(): void {
    this.refused = 0;
    this.#peak = 0;
  }

  #refuse(refusal: Refusal): Refusal {
    this.refused += 1;
    return refusal;
  }
}
