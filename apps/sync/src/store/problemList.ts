import { sql } from 'kysely';
import type { Queries } from './schema.ts';

/** Problems of one cause. */
export interface ProblemCause {
  readonly code: string;
  readonly object: string;
  readonly message: string;
  readonly records: number;
}

interface RunKey {
  readonly workspaceId: string;
  readonly runId: string;
}

/** Problems of a run by cause, the most frequent first. */
export async function problemCauses(
  queries: Queries,
  { workspaceId, runId }: RunKey,
): Promise<readonly ProblemCause[]> {
  const found = await sql<ProblemCause>`
    select code, min(object) as object, min(message) as message, count(*)::int as records
    from run_problems where workspace_id = ${workspaceId} and run_id = ${runId}
    group by code order by count(*) desc, code`.execute(queries);
  return found.rows;
}

/** One record's problem, with the lead behind it. */
export interface ProblemLine {
  readonly id: string;
  readonly object: string;
  readonly recordId: string | null;
  readonly message: string;
  readonly leadId: string | null;
  readonly name: string | null;
}

/** The records of one cause, in order of the problem's id. */
export async function problemsOf(
  queries: Queries,
  { workspaceId, runId }: RunKey,
  page: { readonly code: string; readonly after: string | undefined; readonly limit: number },
): Promise<readonly ProblemLine[]> {
  const found = await sql<ProblemLine>`
    select run_problems.id, run_problems.object, run_problems.record_id as "recordId", run_problems.message,
      links.lead_id as "leadId", coalesce(nullif(lead_cards.name, ''), lead_cards.email) as name
    from run_problems join runs on runs.id = run_problems.run_id
    left join links on links.connection_id = runs.connection_id and links.object = run_problems.object
      and links.record_id = run_problems.record_id
    left join lead_cards on lead_cards.lead_id = links.lead_id
    where run_problems.workspace_id = ${workspaceId} and run_problems.run_id = ${runId}
      and run_problems.code = ${page.code} and run_problems.id > ${page.after ?? '0'}
    order by run_problems.id limit ${page.limit}`.execute(queries);
  return found.rows.map((row) => ({
    ...row,
    id: String(row.id),
    leadId: row.leadId === null ? null : String(row.leadId),
  }));
}

/** All records of one cause. */
export async function problemRecords(
  queries: Queries,
  { workspaceId, runId }: RunKey,
  code: string,
): Promise<readonly { object: string; recordId: string }[]> {
  const found = await sql<{ object: string; recordId: string }>`
    select distinct object, record_id as "recordId" from run_problems
    where workspace_id = ${workspaceId} and run_id = ${runId} and code = ${code} and record_id is not null`.execute(
    queries,
  );
  return found.rows;
}
