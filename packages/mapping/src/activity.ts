import type { CrmRecord } from '@tamis/adapter';
import type { Activity } from '@tamis/core';
import { DEFAULT_DELIMITER } from './coerce.ts';
import { fieldOf } from './recordFields.ts';
import { isEmpty } from './values/leadValue.ts';

/** An activity of a record with a stable key: storing it twice under its record and key stores it once. */
export interface KeyedActivity {
  /** Unique among the activities that its record gives. */
  readonly key: string;
  readonly activity: Activity;
}

type Attributes = NonNullable<Activity['attributes']>;

/** Attribute values of a record, empty ones left out; no `attributes` at all where none is left. */
export function latestAttributes(
  record: CrmRecord,
  attributes: readonly (readonly [string, string])[],
): { readonly attributes?: Attributes } {
  const found = attributes.flatMap(([name, field]): [string, string | number | boolean][] => {
    const value = fieldOf(record, field);
    if (isEmpty(value)) return [];
    return [[name, typeof value === 'object' ? value.join(DEFAULT_DELIMITER) : value]];
  });
  return found.length === 0 ? {} : { attributes: Object.fromEntries(found) };
}
