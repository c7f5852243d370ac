import type { Language } from '@tamis/core';
import type { Queries } from './schema.ts';

/** A company that uses Tamis: its connections, its model, its language. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
}

/** The oldest workspace: the command line's. Created with the given name and language where there is none. */
export async function firstWorkspace(
  queries: Queries,
  { name, language }: { name: string; language: Language },
): Promise<Workspace> {
  const found = await queries
    .selectFrom('workspaces')
    .select(['id', 'name', 'language'])
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  const row =
    found ??
    (await queries
      .insertInto('workspaces')
      .values({ name, language })
      .returning(['id', 'name', 'language'])
      .executeTakeFirstOrThrow());
  return { id: String(row.id), name: row.name, language: row.language };
}

/** The workspace of that id. Throws where there is none. */
export async function workspaceOf(queries: Queries, id: string): Promise<Workspace> {
  const row = await queries
    .selectFrom('workspaces')
    .select(['id', 'name', 'language'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { id: String(row.id), name: row.name, language: row.language };
}

/** Gives a workspace its name and the language of what is written to its CRMs. */
export async function nameWorkspace(queries: Queries, { id, name, language }: Workspace): Promise<void> {
  await queries.updateTable('workspaces').set({ name, language }).where('id', '=', id).execute();
}
