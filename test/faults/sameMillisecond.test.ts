import { expect, inject, it } from 'vitest';
import { expectSettled } from './expectations.ts';
import { faultsOf } from './sameMillisecond.ts';
import { openWorkplace } from './workplace.ts';

/** The order in which the CRM lists records of one millisecond is not documented: both must do. */
it.each([
  { contacts: 12_000, ties: 'scrambled', again: false },
  { contacts: 2500, ties: 'id', again: true },
] as const)(
  'reads and writes $contacts contacts that were modified in the same millisecond, listed in the order "$ties"',
  async ({ again, ...millisecond }) => {
    await using place = await openWorkplace({ postgresUrl: inject('postgresUrl'), contacts: 0 });
    expect(await faultsOf(place, millisecond)).toEqual([]);
    // Reading 12,000 echoes would take another quarter minute of the CRM’s five searches a second.
    if (again) await expectSettled(place);
  },
);
