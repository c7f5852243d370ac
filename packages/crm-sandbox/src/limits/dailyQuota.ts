/** Counts requests of a calendar day in an account's time zone; the count starts anew at its midnight. */
export class DailyQuota {
  #day = '';
  #used = 0;
  #format = new Map<string, Intl.DateTimeFormat>();

  admit(now: number, quota: { readonly max: number; readonly timeZone: string }): boolean {
    const day = this.#dayOf(now, quota.timeZone);
    if (day !== this.#day) {
      this.#day = day;
      this.#used = 0;
    }
    if (this.#used >= quota.max) return false;
    this.#used += 1;
    return true;
  }

  get used(): number {
    return this.#used;
  }

  #dayOf(now: number, timeZone: string): string {
    let format = this.#format.get(timeZone);
    if (format === undefined) {
      format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
      this.#format.set(timeZone, format);
    }
    return format.format(now);
  }
}
