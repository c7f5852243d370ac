import { expect, inject, it } from 'vitest';
import { expectDone, expectSettled } from './expectations.ts';
import { discrepancies } from './oracle.ts';
import { openWorkplace } from './workplace.ts';

/** The order in which the CRM lists records of one millisecond is not documented: both must do. */
it.each([
  { contacts: 12_000, ties: 'scrambled', again: false },
  { contacts: 2500, ties: 'id', again: true },
])(
  'reads and writes $contacts contacts that were modified in the same millisecond, listed in the order "$ties"',
  async ({ contacts, ties, again }) => {
    await using place = await openWorkplace({ postgresUrl: inject('postgresUrl'), contacts: 0 });
    await place.crm.set({ unknowns: { ties } });
    expectDone(await place.sync());
    await place.crm.seed({ contacts, seed: 7, profile: 'bare' });
    await place.crm.modify({ jobtitle: 'CEO' });

    const report = await place.sync();
    expectDone(report);
    expect(report.counts).toMatchObject({
      pulled: contacts,
      changed: contacts,
      evaluated: contacts,
      planned: contacts,
      written: contacts,
    });
    expect(await discrepancies(place)).toEqual([]);
    // Reading 12,000 echoes would take another quarter minute of the CRM’s five searches a second.
    if (again) await expectSettled(place);
  },
);
