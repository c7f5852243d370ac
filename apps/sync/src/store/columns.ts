import type { AccountUsage } from '@tamis/adapter';
import type { ColumnType } from 'kysely';

/** JSON columns are read as values and written as text. */
export type Json<T> = ColumnType<T, string, string>;

/** Set by the database at insert. */
export type CreatedAt = ColumnType<Date, never, never>;

/** The whole account's use of its daily quota, and when the CRM told it. */
export interface ToldUsage extends AccountUsage {
  readonly at: number;
}
