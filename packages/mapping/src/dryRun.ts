import type { Fields, FieldValue } from '@tamis/adapter';
import { difference } from './difference.ts';
import type { Mapping } from './mapping.ts';
import type { Plan, PlanReason } from './writePlan.ts';

/** One field that a run would write. */
export interface DryRunRow {
  readonly object: string;
  readonly id: string;
  readonly field: string;
  /** `undefined` where the present value was not read. */
  readonly before: FieldValue | undefined;
  readonly after: FieldValue;
  /** Why the record is written at all; the same for all its fields. */
  readonly reasons: readonly PlanReason[];
}

/** A record and its plan. */
export interface PlannedRecord {
  readonly object: string;
  readonly id: string;
  readonly observed: Fields;
  readonly plan: Plan;
}

/** What a run would change on one record, a row per field; nothing where it would not be written. */
export function dryRun(
  { object, id, observed, plan }: PlannedRecord,
  mapping: Mapping,
): readonly DryRunRow[] {
  const changes = difference({ object, observed, desired: plan.desired }, mapping);
  return Object.entries(changes).map(([field, after]) => ({
    object,
    id,
    field,
    before: Object.hasOwn(observed, field) ? observed[field] : undefined,
    after,
    reasons: plan.reasons,
  }));
}
