import { type CompiledModel, compile, defaultModel, parseModel } from '@tamis/core';
import type { Kysely } from 'kysely';
import { publishedModel, publishModel } from '../store/models.ts';
import type { Tables } from '../store/schema.ts';
import { loadDomainLists } from './domainLists.ts';

/** The published model of a workspace, compiled; the default model is published first where there is none. */
export async function currentModel(db: Kysely<Tables>, workspaceId: string): Promise<CompiledModel> {
  const published = await publishedModel(db, workspaceId);
  if (published !== null) return compile(parseModel(published), loadDomainLists());
  const model = defaultModel();
  await publishModel(db, workspaceId, { version: model.version, document: model });
  return compile(model, loadDomainLists());
}
