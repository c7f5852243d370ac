import { type CompiledModel, compile, defaultModel, type ModelData, parseModel } from '@tamis/core';
import type { Kysely } from 'kysely';
import { publishedModel, publishedModelVersion, publishModel } from '../store/models.ts';
import type { Tables } from '../store/schema.ts';

/** Published models, compiled once per version. */
export class CurrentModels {
  readonly #data: ModelData;
  readonly #compiled = new Map<string, { readonly version: number; readonly model: CompiledModel }>();

  constructor(data: ModelData) {
    this.#data = data;
  }

  /** The published model of a workspace; the default model is published first where there is none. */
  async of(db: Kysely<Tables>, workspaceId: string): Promise<CompiledModel> {
    const version = await publishedModelVersion(db, workspaceId);
    const known = this.#compiled.get(workspaceId);
    if (known?.version === version) return known.model;
    const compiled = { version, model: compile(await document(db, workspaceId), this.#data) };
    this.#compiled.set(workspaceId, compiled);
    return compiled.model;
  }
}

async function document(db: Kysely<Tables>, workspaceId: string) {
  const published = await publishedModel(db, workspaceId);
  if (published !== null) return parseModel(published.document);
  const model = defaultModel();
  await publishModel(db, workspaceId, { version: model.version, document: model, by: null });
  return model;
}
