const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
/** Thousands in threes behind a blank, a no-break space or a narrow no-break space: only one reading. */
const SPACED = /^[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?$/;
/** A comma before exactly three digits could be a thousands mark, so that form is left out. */
const DECIMAL_COMMA = /^[+-]?\d+,(?:\d{1,2}|\d{4,})$/;

/** Decimal digits that a double keeps whatever they are (IEEE 754 binary64). */
const SAFE_DIGITS = 15;

/** Why a text is not taken as a number. */
export type NumberProblem = 'not-a-number' | 'not-exact';

function plainForm(text: string): string | null {
  if (PLAIN.test(text)) return text;
  if (SPACED.test(text)) return text.replace(/[ \u00a0\u202f]/g, '').replace(',', '.');
  return DECIMAL_COMMA.test(text) ? text.replace(',', '.') : null;
}

/** Digits that carry value: no sign, no point, no exponent, no zeros in front. */
function significantDigits(plain: string): string {
  return plain
    .replace(/[eE].*$/, '')
    .replace(/[^0-9]/g, '')
    .replace(/^0+/, '');
}

function isExact(plain: string, value: number): boolean {
  const digits = significantDigits(plain);
  if (value === 0) return digits === '';
  return digits.length <= SAFE_DIGITS || String(value) === plain.replace(/^\+/, '');
}

/**
 * Reads a number that has one reading only and that a double holds exactly.
 * `1 234,5` and `12,5` are read; `1,234` is not, because it means two things.
 */
export function parseNumber(text: string): number | NumberProblem {
  const plain = plainForm(text.trim());
  if (plain === null) return 'not-a-number';
  const value = Number(plain);
  return Number.isFinite(value) && isExact(plain, value) ? value : 'not-exact';
}
