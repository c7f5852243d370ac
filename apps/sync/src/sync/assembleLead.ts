import type { CrmRecord, ObjectCapability } from '@tamis/adapter';
import { type Assembled, assemble, type Mapping, type Side } from '@tamis/mapping';
import type { EvaluationInput, InputSide } from '../store/evaluationInputs.ts';

/** How one connection's records are read, written and told of. */
export interface SideParts {
  readonly connectionId: string;
  readonly mapping: Mapping;
  readonly objects: readonly ObjectCapability[];
  /** A person approved that the connection writes, and this run is no dry run. */
  readonly writes: boolean;
  /** Fields of an object that people edit too; none where this run does not write. */
  readonly guarded: (object: string) => ReadonlySet<string>;
  /** See `RunContext`. */
  readonly handOverAfter: number | null;
}

/** The connections of a workspace whose records are read, by id. */
export type Sides = ReadonlyMap<string, SideParts>;

/** Makes one lead of what every CRM holds of it. A connection without a published mapping says nothing. */
export function assembleLead(sides: Sides, input: EvaluationInput, asOf: number): Assembled {
  const { leadId, manual } = input;
  const present = [...input.sides.values()].flatMap((side) => {
    const parts = sides.get(side.connectionId);
    return parts === undefined ? [] : [toSide(side, parts)];
  });
  return assemble({ leadId, sides: present, manual, asOf });
}

function toSide(side: InputSide, { connectionId, mapping, objects }: SideParts): Side {
  return {
    connectionId,
    mapping,
    records: side.linked.map(({ record }) => record),
    companies: relatedOf(side, { objects, role: 'company' }),
    deals: relatedOf(side, { objects, role: 'deal' }),
    activities: side.activities,
  };
}

function relatedOf(
  { related }: InputSide,
  { objects, role }: { objects: readonly ObjectCapability[]; role: 'company' | 'deal' },
): readonly CrmRecord[] {
  return objects.filter((object) => object.role === role).flatMap(({ name }) => related.get(name) ?? []);
}
