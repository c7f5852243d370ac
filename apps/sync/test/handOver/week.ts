import { compile, defaultModel, emptyLead, initialStanding, type Language, type Stage } from '@tamis/core';
import { sql } from 'kysely';
import type { Role } from '../../src/store/accessTables.ts';
import { saveConnection } from '../../src/store/connections.ts';
import type { Queries, RunStatus, Schedule, Scope } from '../../src/store/schema.ts';
import { addUser } from '../../src/store/users.ts';

const HOUR = 3_600_000;
/** Monday 23 November 2026, 08:00 in Paris; the week that ended then; and the first read of the CRM, long before. */
export const MONDAY = Date.parse('2026-11-23T07:00:00Z');
export const WEEK = {
  name: '2026-W48',
  from: MONDAY - 7 * 24 * HOUR,
  to: MONDAY,
  timeZone: 'Europe/Paris',
};
export const FIRST_READ = WEEK.from - 30 * 24 * HOUR;
export const DURING_THE_WEEK = WEEK.from + 50 * HOUR;

/** The model that leads are judged by. */
export const MODEL = compile(defaultModel(), {
  freeMailDomains: new Set(),
  disposableDomains: new Set(),
  competitorDomains: new Set(),
});

const PARIS: Schedule = { kind: 'cron', expression: '*/15 * * * *', timeZone: 'Europe/Paris' };

/** Adds a company with one connection on Paris time. */
export async function addCompany(db: Queries, name: string): Promise<Scope> {
  const { id } = await db
    .insertInto('workspaces')
    .values({ name, language: 'en' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const workspaceId = String(id);
  const connectionId = await saveConnection(db, workspaceId, {
    vendor: 'test',
    mappingVersion: 1,
    apiUrl: 'http://localhost',
    account: { id: '1', name: `${name} CRM`, timeZone: 'Europe/Paris', uiUrl: 'https://crm.example' },
    mapping: { version: 1, fields: [], signals: [], activities: [] },
  });
  await db
    .updateTable('connections')
    .set({ schedule: JSON.stringify(PARIS) })
    .where('id', '=', connectionId)
    .execute();
  return { workspaceId, connectionId };
}

/** Adds a person who signs in with `<name>@example.com`. */
export async function addPerson(
  db: Queries,
  { workspaceId }: Scope,
  { name, role, language }: { name: string; role: Role; language: Language },
): Promise<void> {
  await addUser(db, { workspaceId, email: `${name}@example.com`, role, language, passwordHash: 'none' });
}

/** Adds a run; by default the first one, that read everything. */
export async function addRun(
  db: Queries,
  { workspaceId, connectionId }: Scope,
  {
    at = FIRST_READ,
    status = 'done',
    message = null,
  }: { at?: number; status?: RunStatus; message?: string | null } = {},
): Promise<string> {
  const { id } = await db
    .insertInto('runs')
    .values({
      workspace_id: workspaceId,
      connection_id: connectionId,
      dry_run: false,
      status,
      started_at: at,
      finished_at: status === 'running' ? null : at,
      counts: '{}',
      message,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return String(id);
}

/** Adds a lead that went through stages, each from an instant on. */
export async function addLead(
  db: Queries,
  { workspaceId, connectionId }: Scope,
  { name, history }: { name: string; history: readonly (readonly [at: number, stage: Stage])[] },
): Promise<string> {
  const { id } = await db
    .insertInto('leads')
    .values({ workspace_id: workspaceId, standing: 'null', dirty: false, changes_at: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  const leadId = String(id);
  await db
    .insertInto('links')
    .values({
      workspace_id: workspaceId,
      connection_id: connectionId,
      object: 'contacts',
      record_id: leadId,
      lead_id: leadId,
    })
    .execute();
  const { score, verdict } = judgedAs(history.at(-1)?.[1] ?? 'raw');
  await sql`
    insert into evaluations (workspace_id, lead_id, model_version, as_of, stage, total, score, verdict, reason)
    values (${workspaceId}, ${leadId}, 1, 0, ${history.at(-1)?.[1]}, 5000, ${JSON.stringify(score)}, ${JSON.stringify(verdict)}, '')`.execute(
    db,
  );
  await sql`
    insert into lead_cards (workspace_id, lead_id, stage, total, grade, name, email, company, owner)
    values (${workspaceId}, ${leadId}, ${history.at(-1)?.[1]}, 5000, 'B', ${name}, '', 'Analytical', '')`.execute(
    db,
  );
  for (const [at, stage] of history)
    await sql`
      insert into score_history (workspace_id, lead_id, origin_lead, as_of, model_version, stage, total, grade, reason)
      values (${workspaceId}, ${leadId}, ${leadId}, ${at}, 1, ${stage}, 5000, 'B', '')`.execute(db);
  return leadId;
}

/** A verdict that puts a lead into a stage by its score. */
function judgedAs(stage: Stage) {
  const lead = emptyLead('1');
  const score = MODEL.score(lead, MONDAY);
  const verdict = MODEL.qualify(lead, score, initialStanding(MONDAY), MONDAY);
  const reason = { code: 'score-threshold' as const, stage, refs: [], evidence: [] };
  return { score, verdict: { ...verdict, stage, reasons: [reason] } };
}
