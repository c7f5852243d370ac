import type { Field } from '../objects/field.ts';

/** A value as JSON has it. */
export type TypedValue = string | number | boolean | null;

const NUMERIC = new Set(['int', 'double', 'currency', 'percent']);

/** Whether a field's values are compared and written as numbers. */
export function isNumeric({ type }: Pick<Field, 'type'>): boolean {
  return NUMERIC.has(type);
}

/** A kept text as the field's type has it in JSON. */
export function typedValue(field: Field, text: string | null): TypedValue {
  if (field.type === 'boolean') return text === 'true';
  if (text === null || text === '') return null;
  return isNumeric(field) ? Number(text) : text;
}
