import { readPath } from '@tamis/mapping';
import type { HandOverPlace } from '../handOver/task.ts';
import type { EvaluationInput } from '../store/evaluationInputs.ts';
import type { Sides } from './assembleLead.ts';

/**
 * The one record whose owner is told of a lead, however many CRMs hold it: of those where hand-overs are allowed, one with an owner
 * before one without, the oldest connection first. `null` where nobody is to be told of what happened at `since`.
 */
export function whoIsTold(sides: Sides, input: EvaluationInput, since: number): HandOverPlace | null {
  const places = [...input.sides.values()].flatMap(({ connectionId, linked }) => {
    const parts = sides.get(connectionId);
    if (parts === undefined || parts.handOverAfter === null || since <= parts.handOverAfter) return [];
    return linked.map(({ record }) => {
      const owner = readPath(record, 'owner.id', parts.mapping);
      return { connectionId, record, ownerId: typeof owner === 'string' && owner !== '' ? owner : null };
    });
  });
  return places.find(({ ownerId }) => ownerId !== null) ?? places[0] ?? null;
}
