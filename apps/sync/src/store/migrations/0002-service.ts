import { type Kysely, sql } from 'kysely';

const connections = [
  `alter table connections
     add column version integer not null default 1,
     add column mapping_version integer not null default 1,
     add column paused_at bigint,
     add column next_run_at bigint,
     add column schedule jsonb not null default '{"kind":"every","minutes":15}',
     add column hand_over_tasks boolean not null default true,
     add column baseline_at bigint,
     add column approved_by text,
     add column scopes jsonb not null default '[]',
     add column own_names jsonb not null default '{}'`,
  `update connections set baseline_at = approved_at`,
  'create index connections_due on connections (next_run_at) where next_run_at is not null',
  `create table mapping_versions (
     workspace_id bigint not null,
     connection_id bigint not null,
     version integer not null,
     document jsonb not null,
     published_at bigint not null,
     published_by text not null,
     primary key (connection_id, version),
     foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade)`,
  `create table mapping_drafts (
     workspace_id bigint not null,
     connection_id bigint primary key,
     version integer not null,
     document jsonb not null,
     saved_at bigint not null,
     saved_by text not null,
     foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade)`,
  `create table oauth_states (
     state_hash bytea primary key,
     workspace_id bigint not null references workspaces on delete cascade,
     session_hash bytea not null,
     vendor text not null,
     sealed_verifier bytea not null,
     expires_at bigint not null)`,
];

const people = [
  `create table users (
     id bigint generated always as identity primary key,
     workspace_id bigint not null references workspaces on delete cascade,
     email text not null,
     password_hash text not null,
     role text not null check (role in ('admin', 'editor', 'viewer')),
     language text not null check (language in ('fr', 'en')),
     created_at timestamptz not null default now(),
     unique (workspace_id, id))`,
  'create unique index users_email on users (lower(email))',
  `create table sessions (
     token_hash bytea primary key,
     workspace_id bigint not null,
     user_id bigint not null,
     csrf text not null,
     expires_at bigint not null,
     foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade)`,
  `create table invitations (
     token_hash bytea primary key,
     workspace_id bigint not null references workspaces on delete cascade,
     email text,
     role text not null check (role in ('admin', 'editor', 'viewer')),
     expires_at bigint not null)`,
];

const models = [
  `alter table models add column published_by text`,
  `create table model_drafts (
     workspace_id bigint primary key references workspaces on delete cascade,
     version integer not null,
     document jsonb not null,
     saved_at bigint not null,
     saved_by text not null)`,
];

const runs = [
  `alter table runs
     add column trigger text not null default 'manual' check (trigger in ('manual', 'schedule', 'approval', 'retry', 'publish')),
     add column expected integer,
     add column calls jsonb,
     add column cancel_asked_at bigint,
     add column complete_to bigint`,
  'create index runs_newest on runs (workspace_id, id desc)',
  'create index runs_connection on runs (connection_id, id desc)',
  'create index run_problems_record on run_problems (workspace_id, object, record_id)',
];

const leads = [
  'create extension if not exists unaccent',
  // `unaccent` reads its dictionary, so it is only stable; naming the dictionary makes the fold fit for an index.
  `create function fold_text(given text) returns text language sql immutable strict parallel safe
     return lower(unaccent('unaccent'::regdictionary, given))`,
  `create table lead_cards (
     workspace_id bigint not null,
     lead_id bigint primary key references leads on delete cascade,
     stage text not null,
     total integer not null,
     grade text not null,
     name text not null,
     email text not null,
     company text not null,
     owner text not null,
     name_key text not null generated always as (fold_text(name)) stored,
     found_by text not null generated always as (fold_text(name || ' ' || email || ' ' || company)) stored) with (fillfactor = 80)`,
  'create index lead_cards_total on lead_cards (workspace_id, total desc, lead_id desc)',
  'create index lead_cards_stage on lead_cards (workspace_id, stage)',
  'create index lead_cards_name on lead_cards (workspace_id, name_key, lead_id)',
  'update leads set dirty = true where not dirty',
  `create table hand_overs (
     workspace_id bigint not null references workspaces on delete cascade,
     lead_id bigint not null references leads on delete cascade,
     connection_id bigint not null,
     object text not null,
     record_id text not null,
     key text not null,
     stage_since bigint not null,
     task jsonb not null,
     state text not null check (state in ('intended', 'created', 'refused')),
     task_id text,
     message text,
     intended_at bigint not null,
     settled_at bigint,
     primary key (workspace_id, key),
     foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade)`,
  `create index hand_overs_open on hand_overs (connection_id) where state = 'intended'`,
  'create index hand_overs_lead on hand_overs (lead_id)',
  `create table digests (
     workspace_id bigint not null references workspaces on delete cascade,
     week text not null,
     sent_at bigint,
     primary key (workspace_id, week))`,
];

/** People with sessions, drafts and versions, live runs, searchable leads, hand-overs and the weekly digest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...connections, ...people, ...models, ...runs, ...leads])
    await sql.raw(statement).execute(db);
}
