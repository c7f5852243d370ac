/**
 * Which records to read again, by id. It comes just before a push of fields that people edit as well, so that a person's change made
 * since the pull is seen and never overwritten.
 */
export interface ReadRequest {
  readonly object: string;
  /** Distinct, and at most `AdapterLimits.readBatch` of them; without any, nothing is asked. */
  readonly ids: readonly string[];
  /** Field names to read, as in a pull. */
  readonly fields: readonly string[];
  /** Stops the read, which then rejects with the signal's reason. */
  readonly signal: AbortSignal;
}
