import type { Fields } from '@tamis/adapter';
import type { Mapping } from './mapping.ts';
import { sameValue } from './sameValue.ts';

/** A record as it is and as it should be. */
export interface Gap {
  readonly object: string;
  readonly observed: Fields;
  readonly desired: Fields;
}

/**
 * The work: desired fields whose observed value says something else, compared by the CRM's own type of the field. A field that is no
 * longer mapped is no work.
 */
export function difference({ object, observed, desired }: Gap, mapping: Mapping): Fields {
  const rows = mapping.pushed.get(object) ?? [];
  const differing = rows.flatMap(({ field, crmType }) => {
    if (!Object.hasOwn(desired, field)) return [];
    const value = desired[field] ?? null;
    const present = Object.hasOwn(observed, field) ? observed[field] : undefined;
    return sameValue(crmType, present, value) ? [] : [[field, value] as const];
  });
  return Object.fromEntries(differing);
}
