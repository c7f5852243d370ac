import { type Kysely, sql } from 'kysely';

/** `unaccent` reads its dictionary, so it is only stable; naming the dictionary makes the fold fit for an index. */
const statements = [
  'create extension if not exists unaccent',
  'create extension if not exists pg_trgm',
  `create function fold_text(given text) returns text language sql immutable strict parallel safe
     return lower(unaccent('unaccent'::regdictionary, given))`,
  `alter table evaluations add column found_by text not null
     generated always as (fold_text(name || ' ' || email || ' ' || company)) stored`,
  'create index evaluations_found_by on evaluations using gin (found_by gin_trgm_ops) with (fastupdate = on)',
  'create index evaluations_name on evaluations (workspace_id, fold_text(name), lead_id)',
];

/** Leads are found by name, e-mail or company, whatever the accents and capitals. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
