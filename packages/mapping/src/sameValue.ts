import type { FieldDescription, FieldType, FieldValue } from '@tamis/adapter';
import { DEFAULT_DELIMITER } from './coerce.ts';
import { isInstant, parseInstant, startOfUtcDay } from './values/instant.ts';
import { isEmpty } from './values/leadValue.ts';
import { parseNumber } from './values/number.ts';

type Filled = Exclude<FieldValue, null>;

function instantOf(value: Filled): number | null {
  if (typeof value === 'number') return isInstant(value) ? value : null;
  return typeof value === 'string' ? parseInstant(value) : null;
}

function numberOf(value: Filled): string {
  const number = typeof value === 'string' ? parseNumber(value) : value;
  return typeof number === 'number' ? `number:${number === 0 ? 0 : number}` : String(value);
}

function dayOf(value: Filled): string {
  const instant = instantOf(value);
  return instant === null ? String(value) : `instant:${startOfUtcDay(instant)}`;
}

function momentOf(value: Filled): string {
  const instant = instantOf(value);
  return instant === null ? String(value) : `instant:${instant}`;
}

function choicesOf(value: Filled): string {
  const list = typeof value === 'object' ? value : String(value).split(DEFAULT_DELIMITER);
  const trimmed = list.map((item) => item.trim()).filter((item) => item !== '');
  return JSON.stringify([...new Set(trimmed)].sort());
}

const CANONICAL: Readonly<Record<FieldType, (value: Filled) => string>> = {
  text: (value) => (typeof value === 'object' ? value.join(DEFAULT_DELIMITER) : String(value)),
  enumeration: String,
  number: numberOf,
  boolean: (value) => String(value).trim().toLowerCase(),
  date: dayOf,
  datetime: momentOf,
  'multi-enumeration': choicesOf,
};

/**
 * Do two CRM values say the same in a field of this type? `"42"` is the number 42, an ISO time its epoch milliseconds,
 * `a;b` the same choices as `b;a`. Null, an empty text and absent are all "nothing there".
 */
export function sameValue(
  field: FieldType | FieldDescription,
  a: FieldValue | undefined,
  b: FieldValue | undefined,
): boolean {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  if (a === b) return true;
  const canonical = CANONICAL[typeof field === 'string' ? field : field.type];
  return canonical(a) === canonical(b);
}
