import type { FieldValue } from '@tamis/adapter';

/** A value on the lead's side: instants are epoch milliseconds, lists are lists of texts. */
export type LeadValue = string | number | boolean | null | readonly string[];

/** What a lead field holds. `as-is` keeps the CRM's own value. */
export type ValueType = 'text' | 'number' | 'boolean' | 'instant' | 'choice' | 'list' | 'as-is';

/** Nothing in it: absent, null, an empty text or an empty list. */
export function isEmpty(
  value: FieldValue | LeadValue | undefined,
): value is undefined | null | '' | readonly [] {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
