import { type RawBuilder, sql } from 'kysely';

/**
 * Hands many rows to PostgreSQL as one JSON parameter, so that a page costs one statement whatever its size.
 * `columns` declares names and types, for instance `id text, fields jsonb`; use as `from ${rows(list, '…')}` and name columns `given.id`.
 * An update that joins these rows also says `id = any(…)`: before the first ANALYZE the planner would else read the whole
 * connection for every batch.
 */
export function rows(list: readonly object[], columns: string): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as given(${sql.raw(columns)})`;
}
