import type { RunReport } from '@tamis/sync';
import { expect } from 'vitest';
import { discrepancies, unreconciled } from './oracle.ts';
import type { Workplace } from './workplace.ts';

/** Expects the run to have ended well, with figures that reconcile. */
export function expectDone(report: RunReport): void {
  expect(report).toMatchObject({ status: 'done', message: null });
  expect(unreconciled(report)).toEqual([]);
}

/** Expects the CRM and the store to agree, and a further run to find nothing to write. */
export async function expectSettled(
  place: Workplace,
  exceptions: { resting?: readonly string[] } = {},
): Promise<void> {
  const further = await place.sync();
  expectDone(further);
  expect(further.counts).toMatchObject({ planned: 0, written: 0, refused: 0 });
  expect(await discrepancies(place, exceptions)).toEqual([]);
}
