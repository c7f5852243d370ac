import { RE2JS } from 're2js';
import { ModelInvalid } from './modelInvalid.ts';
import { remember } from './remember.ts';

/** Matching time grows with the product of these two, so together they bound what one pattern can cost. */
const LARGEST_PROGRAM = 250;
const LONGEST_TEXT = 10_000;

/**
 * Compiles a user's pattern: RE2 syntax (https://github.com/google/re2/wiki/Syntax), upper and lower case alike, found anywhere in
 * the first 10,000 characters. Runs in time linear in the text. Throws {@link ModelInvalid} for a pattern that RE2 does not accept
 * (back-references, look-around) or that is too large.
 */
export function compilePattern(pattern: string, rule: string): (text: string) => boolean {
  const program = parse(pattern, rule);
  return remember((text) => program.test(text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text));
}

function parse(pattern: string, rule: string): RE2JS {
  let program: RE2JS;
  try {
    program = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ModelInvalid([
      `${rule}: the pattern "${pattern}" cannot be read (${reason}); write it in RE2 syntax.`,
    ]);
  }
  if (program.programSize() > LARGEST_PROGRAM) {
    throw new ModelInvalid([
      `${rule}: the pattern "${pattern}" is too large; shorten its repetitions or split it into several rules.`,
    ]);
  }
  return program;
}
