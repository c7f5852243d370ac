import { type Kysely, sql } from 'kysely';

const identity = [
  `alter table links
     add column email_key text,
     add column role_address boolean not null default false,
     add column first_name text not null default '',
     add column last_name text not null default '',
     add column ties text[] not null default '{}',
     add column by_hand jsonb,
     add column reason jsonb not null default '{"kind":"alone","blocked":null}',
     add column identified boolean not null default false,
     add column origin_lead bigint`,
  'update links set origin_lead = lead_id',
  'create index links_email on links (workspace_id, email_key) where email_key is not null',
  `create table link_ties (
     workspace_id bigint not null,
     connection_id bigint not null,
     object text not null,
     record_id text not null,
     tied_to text not null,
     primary key (workspace_id, tied_to, connection_id, object, record_id),
     foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade)`,
  'create index links_unidentified on links (connection_id, object, record_id) where not identified',
];

const history = [
  'alter table score_history add column origin_lead bigint',
  'update score_history set origin_lead = lead_id',
  'alter table score_history alter column origin_lead set not null',
  'alter table score_history drop constraint score_history_pkey',
  'alter table score_history add primary key (lead_id, as_of, origin_lead, model_version)',
  `create table lead_events (
     id bigint generated always as identity primary key,
     workspace_id bigint not null,
     lead_id bigint not null references leads on delete cascade,
     origin_lead bigint not null,
     at bigint not null,
     kind text not null,
     detail jsonb not null)`,
  'create index lead_events_lead on lead_events (lead_id, at desc, id desc)',
  `create table past_stages (
     workspace_id bigint not null,
     connection_id bigint not null,
     object text not null,
     record_id text not null,
     field text not null,
     at bigint not null,
     stage text not null,
     word text not null,
     primary key (connection_id, object, record_id, field, at),
     foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade)`,
];

const twoWay = [
  `alter table records
     add column baseline_at bigint,
     add column changed jsonb not null default '{}',
     add column our_writes jsonb not null default '{}'`,
  'update records set baseline_at = modified_at',
  'alter table records alter column baseline_at set not null',
  `alter table desired add column contested jsonb not null default '{}'`,
  `create table manual_values (
     workspace_id bigint not null,
     lead_id bigint not null references leads on delete cascade,
     path text not null,
     value jsonb not null,
     reason text not null,
     by text not null,
     at bigint not null,
     until bigint,
     primary key (lead_id, path))`,
  `create table descriptions (
     workspace_id bigint not null,
     connection_id bigint primary key,
     version integer not null,
     document jsonb not null,
     foreign key (workspace_id, connection_id) references connections (workspace_id, id) on delete cascade)`,
];

const runs = [
  'alter table runs drop constraint runs_trigger_check',
  `alter table runs add constraint runs_trigger_check
     check (trigger in ('manual', 'schedule', 'approval', 'retry', 'publish', 'linked'))`,
  'alter table runs add column mapping_version int not null default 0, add column model_version int not null default 0',
];

const NEW_TABLES = ['link_ties', 'lead_events', 'past_stages', 'manual_values', 'descriptions'];

/** The second lock (0003) for the tables that are new. */
function protect(table: string): readonly string[] {
  return [
    `alter table ${table} enable row level security`,
    `create policy own_workspace on ${table} using (workspace_id = (select current_setting('tamis.workspace')::bigint))`,
    `grant select, insert, update, delete on ${table} to tamis_app`,
  ];
}

/** Who a record is, why it is linked, when its fields were changed by people, what happened to a lead, and what was known before us. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...identity, ...history, ...twoWay, ...runs, ...NEW_TABLES.flatMap(protect)])
    await sql.raw(statement).execute(db);
}
