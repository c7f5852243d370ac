import { type Kysely, sql } from 'kysely';

const statements = [
  'alter table records add column converted_into jsonb',
  'alter table connections add column account_usage jsonb',
];

/** Records that go on as another object's record, and the whole account's use of its daily quota as the CRM last told it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
