import { describe, expect, it } from 'vitest';
import { compileCondition, emptyLead } from '../../src/index.ts';

/** Patterns that take a backtracking engine seconds to years, and the largest that a model may hold. */
const EVIL = [
  '(a+)+$',
  '(a|a)*b',
  '(a|b|ab)*c',
  '(.*)(.*)(.*)(.*)x',
  '([a-z]+)*!',
  '[ab]*a[ab]{200}c',
  '(?:a?){60}a{60}b',
];
const TEXTS = ['a'.repeat(10_000), 'ab'.repeat(5_000), `${'a'.repeat(9_999)}!`];
const LIMIT_MS = 50;

describe('a pattern written by a user', () => {
  it.each(EVIL)('%s answers on 10 KB within 50 ms', (pattern) => {
    const judge = compileCondition({ field: 'attributes.text', matches: pattern });
    for (const text of TEXTS)
      expect(fastest(() => judge({ ...emptyLead('1'), attributes: { text } }, 0))).toBeLessThan(LIMIT_MS);
  });

  it('looks at the first 10,000 characters of a longer text', () => {
    const judge = compileCondition({ field: 'attributes.text', matches: 'end' });
    const at = (length: number) =>
      judge({ ...emptyLead('1'), attributes: { text: `${'-'.repeat(length)}end` } }, 0);
    expect([at(9_997), at(9_998)]).toEqual([true, false]);
  });
});

/** The best of a few runs: what the work takes, without what else the machine does. */
function fastest(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
