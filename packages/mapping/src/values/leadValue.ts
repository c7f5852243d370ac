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

/** The same for values that say the same, whether a source holds them as texts or not. Nothing in it is one value, however it is empty. */
export function valueKey(value: LeadValue | undefined): string {
  if (isEmpty(value)) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
