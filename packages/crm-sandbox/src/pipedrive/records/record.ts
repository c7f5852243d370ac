/** A value as the API knows it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Values by attribute name or by a custom field's key. */
export type Values = Readonly<Record<string, Json>>;

/** Where a record is in its life. */
export type RecordState = 'live' | 'deleted' | 'merged' | 'converted';

/** One record as it is kept: only attributes that have a value. Instants are epoch milliseconds, always a whole second. */
export interface StoredRecord {
  /** A number, or a UUID for a lead. */
  readonly id: number | string;
  /** Its place in the order of creation; the id itself where that is a number. */
  readonly order: number;
  readonly addTime: number;
  updateTime: number;
  state: RecordState;
  /** When it was deleted, merged away or converted. */
  endedAt: number | null;
  /** The survivor of a merge, or the deal that a lead has become. */
  successor: number | string | null;
  values: Record<string, Json>;
  custom: Record<string, Json>;
}
