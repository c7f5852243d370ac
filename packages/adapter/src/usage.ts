/** What was counted since the adapter was opened; every request to the vendor is in exactly one of the three call counts. */
export interface CallCounts {
  /** Requests for lead objects and for the account: pages, writes, descriptions. */
  readonly calls: number;
  /** Requests for companies, deals and association batches. */
  readonly associationCalls: number;
  /** Requests for activity objects and for past values. */
  readonly activityCalls: number;
  /** Requests answered "too many requests". */
  readonly rateLimited: number;
  /** What those requests cost of the day's budget, in the vendor's own unit: see {@link DailyBudget}. */
  readonly budgetUsed: number;
}

/** What the vendor lets an account do in a day. */
export interface DailyBudget {
  /** What the vendor counts: requests, or tokens of which each request costs some. */
  readonly unit: 'request' | 'token';
  readonly units: number;
}

/** The whole account's use of its daily budget, ours and that of every other app, as the CRM last told it. */
export interface AccountUsage {
  readonly used: number;
  readonly limit: number;
}
