/** Sizes the caller plans with. */
export interface AdapterLimits {
  /** Most changes in one push. */
  readonly pushBatch: number;
  /** Changes that one request carries, where a push takes several requests; all of them unless told. */
  readonly changesPerRequest?: number;
  /**
   * Where the vendor takes many changes at once for less: from how many on that pays, how many at most, and the least requests that such
   * a push takes, where that is known. Absent: never.
   */
  readonly bulkPush?: { readonly from: number; readonly most: number; readonly requests?: number };
  /** Pushes that may usefully be under way at once. */
  readonly pushConcurrency: number;
  /** Records in one page of a full walk: the floor of calls is ⌈records / pullPage⌉. */
  readonly pullPage: number;
  /** Most ids in one read. */
  readonly readBatch: number;
}
