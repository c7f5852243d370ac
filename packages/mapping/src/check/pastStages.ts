import type { ObjectCapability, PastStageRow } from '@tamis/adapter';
import { nearest } from '../paths/nearest.ts';
import { isStage, stages } from '../values/stage.ts';
import { type Fault, fault } from './fault.ts';
import { objectFault } from './roles.ts';

/** A row on an object that the adapter does not read, or whose past values it cannot read. */
export function pastFault(object: string, objects: readonly ObjectCapability[] | undefined): Fault | null {
  const missing = objectFault(object, objects);
  const found = objects?.find(({ name }) => name === object);
  if (missing !== null || found === undefined || found.past === true) return missing;
  return fault('role', `past values of ${object} cannot be read from this CRM.`);
}

/** Words of a row that are no stages of ours. */
export function stageFaults({ stages: words }: PastStageRow): readonly Fault[] {
  return Object.entries(words)
    .filter(([, word]) => !isStage(word))
    .map(([value, word]) =>
      fault(
        'incomplete',
        `"${word}" for ${value} is no stage; use one of ${stages.join(', ')}.`,
        nearest(word, stages),
      ),
    );
}
