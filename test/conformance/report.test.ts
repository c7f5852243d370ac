import type { Finding } from '@tamis/adapter-conformance';
import { describe, expect, it } from 'vitest';
import { count, describeFinding, holds } from './report.ts';

const place = { chapter: 'resume', check: 'nobody is missed' };
const findings: readonly Finding[] = [
  { ...place, status: 'passed' },
  { ...place, status: 'skipped', reason: 'nobody can kill it' },
  { ...place, status: 'failed', error: new Error('1 of 3 records were missed') },
];
const sound = { passed: 3, failed: 0, skipped: 1 };

describe('the report of the conformance suite', () => {
  it('counts what passed, failed and was skipped', () => {
    expect(count(findings)).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });

  it('says why something was skipped and what went wrong', () => {
    expect(findings.map((finding) => describeFinding('one', finding))).toEqual([
      'ok   one · resume: nobody is missed',
      'skip one · resume: nobody is missed (nobody can kill it)',
      'FAIL one · resume: nobody is missed\n     1 of 3 records were missed',
    ]);
  });

  it.each([
    ['all passed and no mutant lives', { one: sound }, 0, true],
    ['one check failed', { one: sound, two: { ...sound, failed: 1 } }, 0, false],
    ['a mutant lives', { one: sound }, 1, false],
    ['an adapter passed nothing', { one: { passed: 0, failed: 0, skipped: 80 } }, 0, false],
  ])('holds only as long as it is true: %s', (_what, adapters, survived, expected) => {
    expect(holds({ adapters, mutants: { killed: 5, survived } })).toBe(expected);
  });
});
