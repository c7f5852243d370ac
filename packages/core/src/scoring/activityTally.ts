import type { Activity, Instant } from '../lead/lead.ts';
import { DAY } from './compileCondition.ts';
import { hundredths } from './fieldRules.ts';
import type { ActivityPoints } from './model.ts';

/**
 * Adds up one rule's activities for one lead at a time; {@link begin} starts the next lead. Activities must come from the newest to
 * the oldest: that choice gives the most points that the limits allow, so that one more activity never lowers a positive rule.
 * The state is scratch space kept between leads, so that scoring allocates nothing but its result.
 */
export class ActivityTally {
  readonly id: string;
  readonly needsTracking: boolean;
  /** Hundredths for each full group of `count` activities; negative for a negative rule. */
  readonly worth: number;
  readonly windowMs: number;
  readonly halfLifeMs: number;
  readonly #group: number;
  readonly #cap: number;
  readonly #cooldownMs: number;
  readonly #spanMs: number;
  readonly #times: number;
  /** Instants of the last `times` activities that counted, round and round. */
  readonly #recent: Float64Array;
  #dayStart = 0;
  #oldestAllowed = 0;
  #counted = 0;
  #latest = 0;
  #previous = 0;
  #pending = 0;
  #pendingWeight = 0;
  #weight = 0;

  constructor(rule: ActivityPoints) {
    this.id = rule.id;
    this.needsTracking = rule.needsTracking ?? false;
    this.worth = hundredths(rule.points);
    this.windowMs = (rule.windowDays ?? Number.POSITIVE_INFINITY) * DAY;
    this.halfLifeMs = (rule.halfLifeDays ?? Number.POSITIVE_INFINITY) * DAY;
    this.#group = rule.count ?? 1;
    this.#cap = rule.cap === undefined ? Number.POSITIVE_INFINITY : hundredths(rule.cap);
    this.#cooldownMs = (rule.cooldownDays ?? 0) * DAY;
    this.#spanMs = (rule.perWindow?.days ?? 0) * DAY;
    this.#times = rule.perWindow?.times ?? Number.POSITIVE_INFINITY;
    this.#recent = new Float64Array(rule.perWindow?.times ?? 0);
  }

  /** Forgets the last lead. `asOf` bounds the window; `dayStart` is what ages are counted from. */
  begin(asOf: Instant, dayStart: Instant): void {
    this.#dayStart = dayStart;
    this.#oldestAllowed = asOf - this.windowMs;
    this.#counted = 0;
    this.#pending = 0;
    this.#weight = 0;
  }

  /** Takes the next older activity. */
  add(activity: Activity): void {
    const { at } = activity;
    if (at <= this.#oldestAllowed) return;
    const admitted = this.#admit(at, activity.count ?? 1);
    if (admitted === 0) return;
    if (this.#counted === 0) this.#latest = at;
    this.#previous = at;
    this.#counted += admitted;
    this.#award(admitted, this.#weightAt(at));
  }

  /** How many activities counted. */
  get counted(): number {
    return this.#counted;
  }

  /** The latest activity that counted; meaningless when none did. */
  get latest(): Instant {
    return this.#latest;
  }

  /** Hundredths after decay, rounded once, before the rule's cap. */
  get raw(): number {
    const size = Math.round(this.#weight * Math.abs(this.worth));
    return this.worth < 0 && size > 0 ? -size : size;
  }

  /** {@link raw} after the rule's cap. */
  capped(raw: number): number {
    return Math.abs(raw) <= this.#cap ? raw : Math.sign(raw) * this.#cap;
  }

  /** How many of `copies` at one instant the cooldown and the limit per window let through. */
  #admit(at: Instant, copies: number): number {
    let left = copies;
    if (this.#cooldownMs > 0) {
      if (this.#counted > 0 && this.#previous - at < this.#cooldownMs) return 0;
      left = 1;
    }
    return this.#times === Number.POSITIVE_INFINITY ? left : this.#admitToWindow(at, left);
  }

  #admitToWindow(at: Instant, copies: number): number {
    let admitted = 0;
    for (let n = this.#counted; admitted < copies; n += 1, admitted += 1) {
      const slot = n % this.#times;
      if (n >= this.#times && (this.#recent[slot] as number) - at < this.#spanMs) break;
      this.#recent[slot] = at;
    }
    return admitted;
  }

  /** Closes groups of `count`; each weighs as its newest activity. */
  #award(copies: number, weight: number): void {
    if (this.#group === 1) {
      this.#weight += copies * weight;
      return;
    }
    const needed = this.#group - this.#pending;
    if (this.#pending === 0) this.#pendingWeight = weight;
    if (copies < needed) {
      this.#pending += copies;
      return;
    }
    this.#weight += this.#pendingWeight + Math.floor((copies - needed) / this.#group) * weight;
    this.#pending = (copies - needed) % this.#group;
    this.#pendingWeight = weight;
  }

  #weightAt(at: Instant): number {
    const age = this.#dayStart - at;
    return age <= 0 || this.halfLifeMs === Number.POSITIVE_INFINITY ? 1 : 0.5 ** (age / this.halfLifeMs);
  }
}
