import { runnableMapping } from '@tamis/mapping';
import { type ConnectionState, connectionStates, mappingAndDescription } from '../store/companions.ts';
import type { Queries } from '../store/schema.ts';
import type { SideParts, Sides } from './assembleLead.ts';

/**
 * The connections of a workspace as they are when they are asked for: a lead is judged with all its CRMs, whichever of them is being
 * read. What was compiled is kept while mapping and description stay the same.
 */
export class Companions {
  readonly #workspaceId: string;
  readonly #compiled = new Map<string, { readonly edition: string; readonly parts: CompiledParts }>();

  constructor(workspaceId: string) {
    this.#workspaceId = workspaceId;
  }

  /** All connections that were run once; with `dryRun` none of them writes. */
  async sides(queries: Queries, { dryRun }: { readonly dryRun: boolean }): Promise<Sides> {
    const sides = new Map<string, SideParts>();
    for (const state of await connectionStates(queries, this.#workspaceId)) {
      const parts = await this.#partsOf(queries, state);
      if (parts === null) continue;
      sides.set(state.id, {
        ...parts,
        connectionId: state.id,
        writes: state.approved && !dryRun,
        guarded: nothing,
        handOverAfter: state.approved && state.handOverTasks ? state.baselineAt : null,
      });
    }
    return sides;
  }

  async #partsOf(queries: Queries, { id, edition }: ConnectionState): Promise<CompiledParts | null> {
    const known = this.#compiled.get(id);
    if (known?.edition === edition) return known.parts;
    const scope = { workspaceId: this.#workspaceId, connectionId: id };
    const found = await mappingAndDescription(queries, scope);
    if (found === null) return null;
    const { objects, fields } = found.description;
    const parts = { objects, mapping: runnableMapping(found.mapping, fields, objects).mapping };
    this.#compiled.set(id, { edition, parts });
    return parts;
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Another connection's run reads again what it writes. */
export function nothing(): ReadonlySet<string> {
  return NONE;
}

type CompiledParts = Pick<SideParts, 'mapping' | 'objects'>;
