import { type Kysely, sql } from 'kysely';

const role = `
  do $$ begin
    if not exists (select from pg_roles where rolname = 'tamis_app') then create role tamis_app nologin; end if;
  exception when duplicate_object or unique_violation then null;
  end $$`;

/**
 * Roles belong to the whole server, where another database of it may be granting at the same moment. From 16 on, whoever creates a role
 * is its member without the right to become it: https://www.postgresql.org/docs/18/role-attributes.html
 */
const membership = `
  do $$ declare needed text := case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end;
  begin
    if not pg_has_role(current_user, 'tamis_app', needed) then execute format('grant tamis_app to %I', current_user); end if;
  end $$`;

/** Secrets of people: read by the owner alone, before a workspace is known. */
const ownersOnly = ['users', 'sessions', 'invitations', 'oauth_states'];

const policies = `
  do $$ declare name text; begin
    for name in select table_name from information_schema.columns
      where table_schema = current_schema() and column_name = 'workspace_id'
    loop
      execute format('alter table %I enable row level security', name);
      execute format('create policy own_workspace on %I using (workspace_id = (select current_setting(''tamis.workspace'')::bigint))', name);
      execute format('grant select, insert, update, delete on %I to tamis_app', name);
    end loop;
  end $$`;

/**
 * The second lock: the store of a workspace is opened as `tamis_app`, which sees the rows of `tamis.workspace` alone, whatever a
 * query forgets. https://www.postgresql.org/docs/18/ddl-rowsecurity.html
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(role).execute(db);
  await sql.raw(membership).execute(db);
  await sql.raw(policies).execute(db);
  await sql.raw('alter table workspaces enable row level security').execute(db);
  await sql
    .raw(
      "create policy own_workspace on workspaces using (id = (select current_setting('tamis.workspace')::bigint))",
    )
    .execute(db);
  await sql.raw('grant select, update on workspaces to tamis_app').execute(db);
  await sql.raw(`revoke all on ${ownersOnly.join(', ')} from tamis_app`).execute(db);
}
