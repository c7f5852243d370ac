import type { Account, Cursor, Fields, MappingDocument } from '@tamis/adapter';
import type { Language, LeadScore, Stage, Standing, Verdict } from '@tamis/core';
import type { SignalSnapshot } from '@tamis/mapping';
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';

/** JSON columns are read as values and written as text. */
type Json<T> = ColumnType<T, string, string>;
/** Set by the database at insert. */
type CreatedAt = ColumnType<Date, never, never>;

/** `observing` reads and scores but writes nothing; `approved` after a person accepted the first dry run. */
export type ConnectionStatus = 'observing' | 'approved' | 'reconnect-needed';

/**
 * What became of the fields we want on a record: `proposed` waits for approval, `pending` for its write;
 * `written` and `refused` rest until the desire changes.
 */
export type DesiredState = 'proposed' | 'pending' | 'written' | 'refused';

export interface WorkspaceTable {
  id: Generated<string>;
  name: string;
  language: Language;
  created_at: CreatedAt;
}

export interface ConnectionTable {
  id: Generated<string>;
  workspace_id: string;
  vendor: string;
  status: ConnectionStatus;
  api_url: string;
  account: Json<Account>;
  mapping: Json<MappingDocument>;
  approved_at: number | null;
  provisioned_at: number | null;
  created_at: CreatedAt;
}

export interface TokenTable {
  workspace_id: string;
  connection_id: string;
  sealed: Buffer;
}

export interface ModelTable {
  workspace_id: string;
  version: number;
  document: Json<unknown>;
  published_at: CreatedAt;
}

export interface CursorTable {
  workspace_id: string;
  connection_id: string;
  object: string;
  cursor: Json<Cursor>;
}

/** Observed: every record as the CRM last showed it. */
export interface RecordTable {
  workspace_id: string;
  connection_id: string;
  object: string;
  id: string;
  fields: Json<Fields>;
  modified_at: number;
  /** The stamp that our last write gave the record, until it has come back once. */
  echo_at: number | null;
  signals: Json<SignalSnapshot | null>;
  gone_at: number | null;
  merged_into: string | null;
  /** The last run that saw the record, so that a record read twice is counted once. */
  seen_run: string;
}

export interface AssociationTable {
  workspace_id: string;
  connection_id: string;
  lead_object: string;
  lead_record_id: string;
  object: string;
  record_id: string;
}

export interface LeadTable {
  id: Generated<string>;
  workspace_id: string;
  standing: Json<Standing | null>;
  dirty: boolean;
  changes_at: number | null;
  created_at: CreatedAt;
}

export interface LinkTable {
  workspace_id: string;
  connection_id: string;
  object: string;
  record_id: string;
  lead_id: string;
}

export interface ActivityTable {
  workspace_id: string;
  connection_id: string;
  object: string;
  record_id: string;
  key: string;
  activity: Json<unknown>;
}

export interface EvaluationTable {
  workspace_id: string;
  lead_id: string;
  model_version: number;
  as_of: number;
  stage: Stage;
  total: number;
  score: Json<LeadScore>;
  verdict: Json<Verdict>;
  reason: string;
}

export interface ScoreHistoryTable {
  workspace_id: string;
  lead_id: string;
  as_of: number;
  model_version: number;
  stage: Stage;
  total: number;
  grade: string;
  reason: string;
}

/** Desired: what each record should hold in the CRM, and how far we are. */
export interface DesiredTable {
  workspace_id: string;
  connection_id: string;
  object: string;
  record_id: string;
  fields: Json<Fields>;
  reasons: Json<readonly string[]>;
  state: DesiredState;
  /** The last fields that the CRM confirmed, and when they were sent. */
  written: Json<Fields | null>;
  written_at: number | null;
  /** Values that the CRM did not take, by field. */
  refused: Json<Fields | null>;
}

export type RunStatus = 'running' | 'done' | 'paused' | 'failed' | 'interrupted';

export interface RunTable {
  id: Generated<string>;
  workspace_id: string;
  connection_id: string;
  dry_run: boolean;
  status: RunStatus;
  started_at: number;
  finished_at: number | null;
  counts: Json<Record<string, number>>;
  message: string | null;
}

export interface RunProblemTable {
  id: Generated<string>;
  workspace_id: string;
  run_id: string;
  object: string;
  record_id: string | null;
  code: string;
  message: string;
}

export interface QuotaTable {
  workspace_id: string;
  connection_id: string;
  name: string;
  day: string;
  used: number;
}

export interface Tables {
  workspaces: WorkspaceTable;
  connections: ConnectionTable;
  tokens: TokenTable;
  models: ModelTable;
  cursors: CursorTable;
  records: RecordTable;
  associations: AssociationTable;
  leads: LeadTable;
  links: LinkTable;
  activities: ActivityTable;
  evaluations: EvaluationTable;
  score_history: ScoreHistoryTable;
  desired: DesiredTable;
  runs: RunTable;
  run_problems: RunProblemTable;
  quota: QuotaTable;
}

/** The database or a transaction on it. Inside a transaction use only the transaction: the outer one would wait for itself. */
export type Queries = Kysely<Tables> | Transaction<Tables>;

/** Whose rows a query may touch: every query of the store carries both. */
export interface Scope {
  readonly workspaceId: string;
  readonly connectionId: string;
}
