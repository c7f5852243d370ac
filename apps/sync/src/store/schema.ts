import type {
  Account,
  CallCounts,
  Cursor,
  Fields,
  FieldValue,
  MappingDocument,
  RecordRef,
} from '@tamis/adapter';
import type { Language, Standing } from '@tamis/core';
import type { PlanReason, SignalSnapshot } from '@tamis/mapping';
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { InvitationTable, OAuthStateTable, SessionTable, UserTable } from './accessTables.ts';
import type { CreatedAt, Json, ToldUsage } from './columns.ts';
import type { MappingDraftTable, MappingVersionTable, ModelDraftTable } from './editingTables.ts';
import type { EvaluationTable, LeadCardTable, ScoreHistoryTable } from './evaluationTables.ts';
import type {
  DescriptionTable,
  LeadEventTable,
  LinkTable,
  LinkTieTable,
  ManualValueTable,
  PastStageTable,
} from './peopleTables.ts';

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
  /** Grows with every change a person makes to the connection: the ETag of what is edited. */
  version: Generated<number>;
  /** The published mapping; 0 while nobody has published one, and then nothing runs. */
  mapping_version: Generated<number>;
  /** A person paused the schedule. */
  paused_at: number | null;
  schedule: ColumnType<Schedule, string | undefined, string>;
  /** When the schedule starts the next run; `null` while none may start. */
  next_run_at: number | null;
  /** Create a task in the CRM when a lead becomes SQL after `baseline_at`. */
  hand_over_tasks: Generated<boolean>;
  /** Leads that were SQL when writing was first approved are no news. */
  baseline_at: number | null;
  approved_by: string | null;
  /** What the CRM granted at the consent. */
  scopes: ColumnType<readonly string[], string | undefined, string>;
  /** Names that the CRM made up for what is ours in it, by our name. */
  own_names: ColumnType<Readonly<Record<string, string>>, string | undefined, string>;
  /** The whole account's use of its day, where the CRM tells it. */
  account_usage: ColumnType<ToldUsage | null, string | undefined, string>;
  created_at: CreatedAt;
}

/** When runs of a connection start: every so many minutes, or by a cron expression in an IANA time zone. */
export type Schedule =
  | { readonly kind: 'every'; readonly minutes: number }
  | { readonly kind: 'cron'; readonly expression: string; readonly timeZone: string };

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
  published_by: string | null;
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
  /** The record of another object that a conversion made of it. */
  converted_into: Json<RecordRef | null>;
  /** The record's modified instant when it was first seen: its fields are no older than that to us. */
  baseline_at: number;
  /** When people changed fields since, on the source's time: the modified instant with which each change came. Our own writes are none. */
  changed: ColumnType<Readonly<Record<string, number>>, string | undefined, string>;
  /** The stamp that our last write of each field gave the record: with the values in `desired.written`, the ledger of echoes. */
  our_writes: ColumnType<Readonly<Record<string, number>>, string | undefined, string>;
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

export interface ActivityTable {
  workspace_id: string;
  connection_id: string;
  object: string;
  record_id: string;
  key: string;
  activity: Json<unknown>;
}

/** Desired: what each record should hold in the CRM, and how far we are. */
export interface DesiredTable {
  workspace_id: string;
  connection_id: string;
  object: string;
  record_id: string;
  fields: Json<Fields>;
  reasons: Json<readonly PlanReason[]>;
  state: DesiredState;
  /** The last fields that the CRM confirmed, and when they were sent. */
  written: Json<Fields | null>;
  written_at: number | null;
  /** Values that the CRM did not take, by field. */
  refused: Json<Fields | null>;
  /** Fields whose value, once written by us, something in the CRM rewrote at once. */
  contested: ColumnType<Readonly<Record<string, Rewritten>>, string | undefined, string>;
}

/** How often our value of a field was rewritten at once, when last, and with what. */
export interface Rewritten {
  readonly times: number;
  readonly at: number;
  readonly value: FieldValue;
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
  trigger: Generated<RunTrigger>;
  /** What was published when it started; 0 for runs from before this was kept. */
  mapping_version: Generated<number>;
  model_version: Generated<number>;
  /** Lead records the pull expects in all, where known. */
  expected: number | null;
  /** Requests made so far, as the adapter counts them. */
  calls: ColumnType<CallCounts | null, string | null | undefined, string | null>;
  /** A person asked to stop; the worker stops at the next page. */
  cancel_asked_at: number | null;
  /** Everything the CRM changed before this instant has been read. */
  complete_to: number | null;
}

/** What started a run; `linked`: the run of another connection left something to write of a lead that both hold. */
export type RunTrigger = 'manual' | 'schedule' | 'approval' | 'retry' | 'publish' | 'linked';

/** A task for the owner of a lead that became SQL: an intent first, then what the CRM made of it. `key` is its external key. */
export interface HandOverTable {
  workspace_id: string;
  lead_id: string;
  connection_id: string;
  object: string;
  record_id: string;
  key: string;
  stage_since: number;
  task: Json<unknown>;
  state: 'intended' | 'created' | 'refused';
  task_id: string | null;
  message: string | null;
  intended_at: number;
  settled_at: number | null;
}

/** Weeks (ISO, `2026-W47`) whose digest was claimed by a process, and when it was sent. */
export interface DigestTable {
  workspace_id: string;
  week: string;
  sent_at: number | null;
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
  link_ties: LinkTieTable;
  activities: ActivityTable;
  evaluations: EvaluationTable;
  lead_cards: LeadCardTable;
  score_history: ScoreHistoryTable;
  desired: DesiredTable;
  runs: RunTable;
  run_problems: RunProblemTable;
  quota: QuotaTable;
  mapping_versions: MappingVersionTable;
  mapping_drafts: MappingDraftTable;
  oauth_states: OAuthStateTable;
  users: UserTable;
  sessions: SessionTable;
  invitations: InvitationTable;
  model_drafts: ModelDraftTable;
  hand_overs: HandOverTable;
  digests: DigestTable;
  lead_events: LeadEventTable;
  past_stages: PastStageTable;
  manual_values: ManualValueTable;
  descriptions: DescriptionTable;
}

/** The database or a transaction on it. Inside a transaction use only the transaction: the outer one would wait for itself. */
export type Queries = Kysely<Tables> | Transaction<Tables>;

/** Whose rows a query may touch: every query of the store carries both. */
export interface Scope {
  readonly workspaceId: string;
  readonly connectionId: string;
}
