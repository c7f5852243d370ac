import type { CrmRecord, Fields, RecordGoneNotice } from '@tamis/adapter';
import type { SignalSnapshot } from '@tamis/mapping';
import { sql } from 'kysely';
import { rows } from './rows.ts';
import type { Queries, Rewritten, Scope } from './schema.ts';

/** A record as it was stored before this page. */
export interface StoredRecord {
  readonly fields: Fields;
  readonly modifiedAt: number;
  readonly echoAt: number | null;
  readonly signals: SignalSnapshot | null;
  readonly gone: boolean;
  readonly seenRun: string;
  /** When people changed fields, on the source's time. */
  readonly changed: Readonly<Record<string, number>>;
  /** The stamp that our last write of each field gave the record. */
  readonly ourWrites: Readonly<Record<string, number>>;
}

/** What we have written and are writing to a record, field by field. */
export interface Ledger {
  /** What a write without an answer yet was to set; `null` where none is open. */
  readonly pending: Fields | null;
  /** The last value of each field that the CRM confirmed of us. */
  readonly written: Fields;
  readonly contested: Readonly<Record<string, Rewritten>>;
}

/** What a page makes of a record. */
export interface RecordToStore {
  readonly record: CrmRecord;
  readonly echoAt: number | null;
  readonly signals: SignalSnapshot | null;
  /** Fields that people changed since the record was stored before, with when. */
  readonly changed: Readonly<Record<string, number>>;
  /** Fields that came to hold what we wrote, with when. */
  readonly ours: Readonly<Record<string, number>>;
}

/** The stored records among `ids`, by id. */
export async function storedRecords(
  queries: Queries,
  scope: Scope,
  { object, ids }: { object: string; ids: readonly string[] },
): Promise<ReadonlyMap<string, StoredRecord>> {
  const found = await queries
    .selectFrom('records')
    .select([
      'id',
      'fields',
      'modified_at',
      'echo_at',
      'signals',
      'gone_at',
      'seen_run',
      'changed',
      'our_writes',
    ])
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId)
    .where('object', '=', object)
    .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
    .execute();
  return new Map(
    found.map((row) => [
      row.id,
      {
        fields: row.fields,
        modifiedAt: row.modified_at,
        echoAt: row.echo_at,
        signals: row.signals,
        gone: row.gone_at !== null,
        seenRun: String(row.seen_run),
        changed: row.changed,
        ourWrites: row.our_writes,
      },
    ]),
  );
}

interface LedgerRow extends Ledger {
  readonly id: string;
}

/**
 * The ledgers of those among `ids` of which anything was ever wanted. They are looked up one by one: before the first ANALYZE the planner
 * would else read all of them for every page.
 */
export async function ledgersOf(
  queries: Queries,
  scope: Scope,
  { object, ids }: { object: string; ids: readonly string[] },
): Promise<ReadonlyMap<string, Ledger>> {
  if (ids.length === 0) return new Map();
  const found = await sql<LedgerRow>`
    select wanted.id, ledger.* from unnest(${[...ids]}::text[]) as wanted(id) cross join lateral (
      select case when state = 'pending' then fields end as pending, coalesce(written, '{}') as written, contested from desired
      where workspace_id = ${scope.workspaceId} and connection_id = ${scope.connectionId} and object = ${object}
        and record_id = wanted.id limit 1) as ledger`.execute(queries);
  return new Map(found.rows.map(({ id, ...ledger }) => [id, ledger]));
}

/** Stores what the CRM showed; a record that had gone and is shown again is there again. */
export async function saveRecords(
  queries: Queries,
  scope: Scope,
  { object, runId, records }: { object: string; runId: string; records: readonly RecordToStore[] },
): Promise<void> {
  if (records.length === 0) return;
  const list = records.map(({ record, echoAt, signals, changed, ours }) => ({
    id: record.id,
    fields: record.fields,
    modified_at: record.modifiedAt,
    echo_at: echoAt,
    signals,
    changed,
    ours,
  }));
  await sql`
    insert into records (workspace_id, connection_id, object, id, fields, modified_at, baseline_at, echo_at, signals, changed, our_writes, seen_run)
    select ${scope.workspaceId}, ${scope.connectionId}, ${object}, given.id, given.fields, given.modified_at, given.modified_at,
           given.echo_at, given.signals, given.changed, given.ours, ${runId}
    from ${rows(list, 'id text, fields jsonb, modified_at bigint, echo_at bigint, signals jsonb, changed jsonb, ours jsonb')}
    on conflict (connection_id, object, id) do update set
      fields = excluded.fields, modified_at = excluded.modified_at, echo_at = excluded.echo_at,
      changed = records.changed || excluded.changed, our_writes = records.our_writes || excluded.our_writes, signals = excluded.signals, seen_run = excluded.seen_run, gone_at = null, merged_into = null,
      converted_into = null`.execute(queries);
}

/** Notes which records a run has seen unchanged. */
export async function markSeen(
  queries: Queries,
  scope: Scope,
  { object, runId, ids }: { object: string; runId: string; ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return;
  await queries
    .updateTable('records')
    .set({ seen_run: runId })
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId)
    .where('object', '=', object)
    .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
    .execute();
}

/** Marks records as gone, with where they went; returns those that were there until now, and whether this run had counted them already. */
export async function markGone(
  queries: Queries,
  scope: Scope,
  { notices, at, runId }: { notices: readonly RecordGoneNotice[]; at: number; runId: string },
): Promise<readonly { object: string; id: string; counted: boolean }[]> {
  if (notices.length === 0) return [];
  const list = notices.map(({ object, id, mergedInto, convertedInto }) => ({
    object,
    id,
    merged_into: mergedInto ?? null,
    converted_into: convertedInto ?? null,
  }));
  const gone = await sql<{ object: string; id: string; counted: boolean; news: boolean }>`
    update records set gone_at = coalesce(before.gone_at, ${at}), seen_run = ${runId},
      merged_into = coalesce(given.merged_into, before.merged_into),
      converted_into = coalesce(given.converted_into, before.converted_into)
    from ${rows(list, 'object text, id text, merged_into text, converted_into jsonb')}
    join records as before on before.connection_id = ${scope.connectionId} and before.object = given.object and before.id = given.id
      and before.id = any(${notices.map(({ id }) => id)}::text[])
    where records.workspace_id = ${scope.workspaceId} and records.connection_id = before.connection_id
      and records.object = before.object and records.id = before.id and (before.gone_at is null
        or coalesce(given.merged_into, before.merged_into) is distinct from before.merged_into
        or coalesce(given.converted_into, before.converted_into) is distinct from before.converted_into)
    returning records.object, records.id, before.seen_run = ${runId} as counted, before.gone_at is null as news`.execute(
    queries,
  );
  return gone.rows.filter(({ news }) => news).map(({ object, id, counted }) => ({ object, id, counted }));
}

/** A write that the CRM confirmed: observed becomes what its answer holds, and its stamp is known as our own echo. */
export async function saveConfirmed(
  queries: Queries,
  scope: Scope,
  {
    object,
    confirmed,
  }: { object: string; confirmed: readonly { id: string; fields: Fields; modifiedAt: number }[] },
): Promise<void> {
  if (confirmed.length === 0) return;
  const list = confirmed.map(({ id, fields, modifiedAt }) => ({
    id,
    fields,
    modified_at: modifiedAt,
    our_writes: Object.fromEntries(Object.keys(fields).map((field) => [field, modifiedAt])),
  }));
  await sql`
    update records set fields = records.fields || given.fields, echo_at = given.modified_at,
      our_writes = records.our_writes || given.our_writes
    from ${rows(list, 'id text, fields jsonb, modified_at bigint, our_writes jsonb')}
    where records.workspace_id = ${scope.workspaceId} and records.connection_id = ${scope.connectionId}
      and records.object = ${object} and records.id = given.id
      and records.id = any(${confirmed.map(({ id }) => id)}::text[])`.execute(queries);
}
