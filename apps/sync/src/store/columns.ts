import type { ColumnType } from 'kysely';

/** JSON columns are read as values and written as text. */
export type Json<T> = ColumnType<T, string, string>;

/** Set by the database at insert. */
export type CreatedAt = ColumnType<Date, never, never>;
