import type { Fields, RecordChange } from '@tamis/adapter';
import type { MappingProblem } from '@tamis/mapping';

/** A change to send for one record, as the run's push takes it. */
export interface PlannedWrite extends RecordChange {
  readonly object: string;
  /** What those of the fields that people edit held when the write was planned: they are read again before it is sent. */
  readonly before: Fields;
  /** It moves the person across a threshold; the others move points, or restore what stood there. */
  readonly crossing: boolean;
}

/** A write with the connection whose run sends it. */
export interface PlacedWrite extends PlannedWrite {
  readonly connectionId: string;
}

/** A loss on the way from a CRM's field to the lead or back, with the connection of the field. */
export interface PlacedProblem extends MappingProblem {
  readonly connectionId: string;
}

/** The fields of those names that are there. */
export function pick(fields: Fields, names: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.has(name)));
}
