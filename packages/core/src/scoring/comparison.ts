import { z } from 'zod';
import { ModelInvalid } from './modelInvalid.ts';
import { compilePattern } from './pattern.ts';
import { remember } from './remember.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** A single value that a comparison looks at. */
export type Scalar = z.infer<typeof scalar>;

/** The operators that fields and activity attributes share. Texts compare without regard to case, accents and surrounding blanks. */
export const comparisonShape = {
  equals: scalar.optional(),
  in: z.array(scalar).min(1).optional(),
  /** Part of a text. */
  contains: z.string().min(1).optional(),
  /** RE2 pattern, found anywhere. */
  matches: z.string().min(1).optional(),
  /** Both ends included. */
  between: z.strictObject({ min: z.number().optional(), max: z.number().optional() }).optional(),
};

/** One or more of the shared operators; the compiled test asks all that are present. */
export type Comparison = z.infer<z.ZodObject<typeof comparisonShape>>;

/** `undefined`: the value cannot be read as what the operator compares (a text where a number is needed). */
export type ComparisonTest = (value: Scalar) => boolean | undefined;

/** Compiles the one operator present. Throws {@link ModelInvalid} when a pattern is not RE2 or a range is empty. */
export function compileComparison(comparison: Comparison, rule: string): ComparisonTest {
  if (comparison.equals !== undefined) return equalTo([comparison.equals]);
  if (comparison.in !== undefined) return equalTo(comparison.in);
  if (comparison.contains !== undefined) return containing(comparison.contains);
  if (comparison.matches !== undefined) return matching(comparison.matches, rule);
  if (comparison.between !== undefined) return within(comparison.between, rule);
  throw new ModelInvalid([`${rule}: a comparison needs one of ${Object.keys(comparisonShape).join(', ')}.`]);
}

/** Lower case, without accents and surrounding blanks, so that `Éducation ` equals `education`. */
function fold(text: string): string {
  return PLAIN.test(text)
    ? text.trim().toLowerCase()
    : text.normalize('NFKD').replace(MARKS, '').trim().toLowerCase();
}
const PLAIN = /^[ -~]*$/;
const MARKS = /\p{M}/gu;

/** A number, or a text that is one; `undefined` otherwise. */
export function asNumber(value: Scalar): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function equalTo(expected: readonly Scalar[]): ComparisonTest {
  const folded = new Set(expected.map((value) => fold(String(value))));
  const listed = remember((text) => folded.has(fold(text)));
  return (value) => listed(typeof value === 'string' ? value : String(value));
}

function containing(part: string): ComparisonTest {
  const folded = fold(part);
  const found = remember((text) => fold(text).includes(folded));
  return (value) => found(String(value));
}

function matching(pattern: string, rule: string): ComparisonTest {
  const found = compilePattern(pattern, rule);
  return (value) => found(String(value));
}

function within(range: NonNullable<Comparison['between']>, rule: string): ComparisonTest {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = range;
  if (min > max)
    throw new ModelInvalid([`${rule}: nothing lies between ${min} and ${max}; swap min and max.`]);
  if (min === Number.NEGATIVE_INFINITY && max === Number.POSITIVE_INFINITY) {
    throw new ModelInvalid([`${rule}: "between" needs min, max or both.`]);
  }
  return (value) => {
    const number = asNumber(value);
    return number === undefined ? undefined : number >= min && number <= max;
  };
}
