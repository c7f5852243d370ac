import type { FieldType, FieldValue } from '@tamis/adapter';
import type { ProblemReason } from './problem.ts';
import { isInstant, isoDate, isoDateTime, parseInstant, startOfUtcDay } from './values/instant.ts';
import { isEmpty, type LeadValue, type ValueType } from './values/leadValue.ts';
import { parseNumber } from './values/number.ts';
import { cutText } from './values/text.ts';

/**
 * What became of a value: `value` is `undefined` where nothing can be carried over, and `reason` says what was lost.
 * Both may be set: a text that was cut has a value and a reason.
 */
export interface Coerced<T> {
  readonly value: T | undefined;
  readonly reason: ProblemReason | null;
}

/** How a CRM value is read into the lead. */
export interface ReadTarget {
  readonly type: ValueType;
  readonly choices: readonly string[];
  /** CRM value → lead value. */
  readonly values: ReadonlyMap<string, string | number | boolean | null> | null;
  /** Separates the values of a list; `null` for a single value. */
  readonly delimiter: string | null;
}

/** How a lead value is written into a CRM field. */
export interface WriteTarget {
  readonly crmType: FieldType;
  readonly type: ValueType;
  /** Lead value → CRM value, by {@link reverseKey}. */
  readonly reverse: ReadonlyMap<string, string> | null;
  /** Only values with a counterpart in `reverse` may be written. */
  readonly closed: boolean;
  /** Values the CRM accepts; `null` where it does not restrict them. */
  readonly options: ReadonlySet<string> | null;
  readonly maxLength: number | null;
  readonly delimiter: string;
}

const ABSENT: Coerced<never> = { value: undefined, reason: null };

const ok = <T>(value: T): Coerced<T> => ({ value, reason: null });
const lost = (reason: ProblemReason): Coerced<never> => ({ value: undefined, reason });

type Scalar = string | number | boolean;

function readNumber(value: Scalar): Coerced<number> {
  if (typeof value === 'boolean') return lost('not-a-number');
  const number = typeof value === 'number' ? value : parseNumber(value);
  if (typeof number === 'string') return lost(number);
  return Number.isFinite(number) ? ok(number === 0 ? 0 : number) : lost('not-a-number');
}

function readBoolean(value: Scalar): Coerced<boolean> {
  const word = String(value).trim().toLowerCase();
  return word === 'true' || word === 'false' ? ok(word === 'true') : lost('not-a-boolean');
}

function readInstant(value: Scalar): Coerced<number> {
  if (typeof value === 'number') return isInstant(value) ? ok(value) : lost('not-a-date');
  const instant = typeof value === 'string' ? parseInstant(value) : null;
  return instant === null ? lost('not-a-date') : ok(instant);
}

function readChoice(value: Scalar, target: ReadTarget): Coerced<string> {
  const word = String(value);
  return target.choices.includes(word) ? ok(word) : lost('not-a-choice');
}

const READERS: Readonly<Record<ValueType, (value: Scalar, target: ReadTarget) => Coerced<LeadValue>>> = {
  text: (value) => ok(String(value)),
  number: readNumber,
  boolean: readBoolean,
  instant: readInstant,
  choice: readChoice,
  list: (value) => ok([String(value)]),
  'as-is': ok,
};

function emptyText(type: ValueType): Coerced<LeadValue> {
  if (type === 'list') return ok([]);
  return ok(type === 'text' || type === 'as-is' ? '' : null);
}

function readSingle(raw: Scalar | null, target: ReadTarget): Coerced<LeadValue> {
  const value = raw === null ? null : translate(raw, target);
  if (value === null) return ok(null);
  return value === '' ? emptyText(target.type) : READERS[target.type](value, target);
}

function translate(raw: Scalar, target: ReadTarget): Scalar | null {
  const translated = target.values?.get(String(raw));
  return translated === undefined ? raw : translated;
}

function splitText(text: string, delimiter: string): readonly string[] {
  return text
    .split(delimiter)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function items(raw: Exclude<FieldValue, null>, delimiter: string): readonly string[] {
  return typeof raw === 'object' ? raw : splitText(String(raw), delimiter);
}

function readList(list: readonly string[], target: ReadTarget): Coerced<LeadValue> {
  const translated = list.map((item) => translate(item, target)).filter((item) => !isEmpty(item));
  return ok([...new Set(translated.map(String))]);
}

/** In the order of the row's own table, so that whoever writes the table says which of several values matters most. */
function byTable(list: readonly string[], { values }: ReadTarget): readonly string[] {
  if (values === null || list.length < 2) return list;
  const table = [...values.keys()];
  const rank = (item: string) => (values.has(item) ? table.indexOf(item) : table.length);
  return list.toSorted((a, b) => rank(a) - rank(b));
}

/** Several values where one is meant: equal ones are one; otherwise the first stands and the loss is said. */
function readOneOf(list: readonly string[], target: ReadTarget): Coerced<LeadValue> {
  const kept = [...new Set(byTable(list, target).map((item) => translate(item, target)))].filter(
    (item) => !isEmpty(item),
  );
  const [first] = kept;
  if (first === undefined || first === null) return ok(null);
  if (kept.length > 1 && target.type === 'text' && target.values === null) {
    return ok(kept.join(target.delimiter ?? DEFAULT_DELIMITER));
  }
  const read = READERS[target.type](first, target);
  return kept.length > 1 && read.reason === null ? { value: read.value, reason: 'several-values' } : read;
}

/** Separates the values of a multiple choice in every CRM that writes them as one text. */
export const DEFAULT_DELIMITER = ';';

/** Reads a CRM value into the lead. Absent stays absent, null stays null, an empty text stays one where the field holds texts. */
export function toLead(raw: FieldValue | undefined, target: ReadTarget): Coerced<LeadValue> {
  if (raw === undefined) return ABSENT;
  if (raw === null) return ok(null);
  if (target.delimiter === null && typeof raw !== 'object') return readSingle(raw, target);
  if (raw === '') return emptyText(target.type);
  const list = items(raw, target.delimiter ?? DEFAULT_DELIMITER);
  return target.type === 'list' || target.type === 'as-is' ? readList(list, target) : readOneOf(list, target);
}

/** Key of a lead value in {@link WriteTarget.reverse}; `1` and `'1'` are two values. */
export function reverseKey(value: Scalar): string {
  return `${typeof value}:${value}`;
}

function asText(value: LeadValue, target: WriteTarget): string {
  if (Array.isArray(value)) return value.join(target.delimiter);
  return target.type === 'instant' && typeof value === 'number' ? isoDateTime(value) : String(value);
}

function writeText(value: LeadValue, target: WriteTarget): Coerced<FieldValue> {
  if (Array.isArray(value) && value.some((item) => item.includes(target.delimiter)))
    return lost('contains-delimiter');
  const text = asText(value, target);
  if (target.maxLength === null || text.length <= target.maxLength) return ok(text);
  return { value: cutText(text, target.maxLength), reason: 'cut-to-length' };
}

function writeDate(value: LeadValue): Coerced<FieldValue> {
  const read = Array.isArray(value) ? lost('not-a-date') : readInstant(value as Scalar);
  if (read.value === undefined) return read;
  const day = isoDate(read.value);
  return startOfUtcDay(read.value) === read.value ? ok(day) : { value: day, reason: 'time-cut' };
}

function writeDateTime(value: LeadValue): Coerced<FieldValue> {
  const read = Array.isArray(value) ? lost('not-a-date') : readInstant(value as Scalar);
  return read.value === undefined ? read : ok(isoDateTime(read.value));
}

function writeOption(value: LeadValue, target: WriteTarget): Coerced<FieldValue> {
  const option = asText(value, target);
  return target.options === null || target.options.has(option) ? ok(option) : lost('not-an-option');
}

function writeOptions(value: LeadValue, target: WriteTarget): Coerced<FieldValue> {
  const list = Array.isArray(value) ? value : [asText(value, target)];
  if (list.some((item) => item.includes(DEFAULT_DELIMITER))) return lost('contains-delimiter');
  if (list.some((item) => writeOption(item, target).reason !== null)) return lost('not-an-option');
  return ok(list.join(DEFAULT_DELIMITER));
}

const WRITERS: Readonly<Record<FieldType, (value: LeadValue, target: WriteTarget) => Coerced<FieldValue>>> = {
  text: writeText,
  number: (value) => (Array.isArray(value) ? lost('not-a-number') : readNumber(value as Scalar)),
  boolean: (value) => (Array.isArray(value) ? lost('not-a-boolean') : readBoolean(value as Scalar)),
  date: writeDate,
  datetime: writeDateTime,
  enumeration: writeOption,
  'multi-enumeration': writeOptions,
};

function reversed(value: LeadValue, target: WriteTarget): LeadValue | undefined {
  if (target.reverse === null) return value;
  if (Array.isArray(value)) return value.map((item) => target.reverse?.get(reverseKey(item)) ?? item);
  const crm = target.reverse.get(reverseKey(value as Scalar));
  return crm ?? (target.closed ? undefined : value);
}

/**
 * Turns a lead value into the CRM's: numbers and booleans as such, instants as ISO 8601, several choices joined with `;`.
 * An empty value becomes `null`, which clears the field.
 */
export function toCrm(value: LeadValue | undefined, target: WriteTarget): Coerced<FieldValue> {
  if (value === undefined) return ABSENT;
  if (isEmpty(value)) return ok(null);
  const crm = reversed(value, target);
  return crm === undefined ? lost('no-crm-value') : WRITERS[target.crmType](crm, target);
}
