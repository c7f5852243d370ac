import type { Language } from '@tamis/core';
import type { Queries } from './schema.ts';

/** A company that uses Tamis: its connections, its model, its language. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
}

/** The workspace of that name, created at first use. */
export async function ensureWorkspace(
  queries: Queries,
  { name, language }: { name: string; language: Language },
): Promise<Workspace> {
  const found = await queries
    .selectFrom('workspaces')
    .select(['id', 'name', 'language'])
    .where('name', '=', name)
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
