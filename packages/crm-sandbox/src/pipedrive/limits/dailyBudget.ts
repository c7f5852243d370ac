/** Tokens that the whole company has used on a day; the count starts anew at midnight UTC. */
export class DailyBudget {
  #day = '';
  #used = 0;

  /** Takes `cost` tokens, unless fewer than that are left of `budget`. */
  take(now: number, order: { readonly cost: number; readonly budget: number }): boolean {
    this.#turn(now);
    if (this.#used + order.cost > order.budget) return false;
    this.#used += order.cost;
    return true;
  }

  /** Uses up whatever is left. */
  exhaust(now: number, budget: number): void {
    this.#turn(now);
    this.#used = Math.max(this.#used, budget);
  }

  used(now: number): number {
    this.#turn(now);
    return this.#used;
  }

  #turn(now: number): void {
    const day = new Date(now).toISOString().slice(0, 10);
    if (day !== this.#day) this.#used = 0;
    this.#day = day;
  }
}

/** Seconds until the budget starts anew. */
export function secondsToMidnight(now: number): number {
  return Math.ceil((86_400_000 - (now % 86_400_000)) / 1000);
}
