/** Counts of what a vendor's stand-in was asked and what it answered. */
export interface StatisticsReport {
  readonly requests: number;
  /** By method and pattern of the address. */
  readonly endpoints: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, number>>;
}

/** Counts requests by endpoint and answers by status. */
export class Statistics {
  #requests = 0;
  readonly #endpoints = new Map<string, number>();
  readonly #statuses = new Map<string, number>();

  arrived(endpoint: string): void {
    this.#requests += 1;
    increase(this.#endpoints, endpoint);
  }

  answered(status: number): void {
    increase(this.#statuses, String(status));
  }

  report(): StatisticsReport {
    return {
      requests: this.#requests,
      endpoints: Object.fromEntries(this.#endpoints),
      statuses: Object.fromEntries(this.#statuses),
    };
  }

  reset(): void {
    this.#requests = 0;
    this.#endpoints.clear();
    this.#statuses.clear();
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
