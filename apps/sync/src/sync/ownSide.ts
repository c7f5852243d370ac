import type { FieldSpec } from '@tamis/adapter';
import { guardedFields, type Mapping } from '@tamis/mapping';
import type { SideParts } from './assembleLead.ts';
import { Companions } from './companions.ts';
import type { RunContext } from './context.ts';
import type { RunRequest } from './runRequest.ts';

/** What a run knows of its own connection and of those beside it. */
export type RunSides = Pick<RunContext, 'sides' | 'guarded' | 'leftFor'>;

/** The sides with which a run judges leads: its own as this run uses it, the others as they are when they are asked for. */
export function runSides(
  { scope, adapter, approved, dryRun, ownFields, handOverAfter }: RunRequest,
  mapping: Mapping,
): RunSides {
  const guarded = guardedIn(mapping, ownFields);
  const { connectionId } = scope;
  const { objects } = adapter.capabilities;
  const own: SideParts = {
    connectionId,
    mapping,
    objects,
    writes: approved && !dryRun,
    guarded,
    handOverAfter,
  };
  const companions = new Companions(scope.workspaceId);
  return {
    sides: async (queries) =>
      new Map([...(await companions.sides(queries, { dryRun })), [connectionId, own]]),
    guarded,
    leftFor: new Set(),
  };
}

function guardedIn(mapping: Mapping, ownFields: readonly FieldSpec[]): RunContext['guarded'] {
  const own = new Set(ownFields.map(({ name }) => name));
  const guarded = new Map<string, ReadonlySet<string>>();
  return (object) => {
    const known = guarded.get(object) ?? guardedFields(mapping, object, own);
    guarded.set(object, known);
    return known;
  };
}
