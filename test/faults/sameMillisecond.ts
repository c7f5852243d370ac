import { discrepancies, unreconciled } from './oracle.ts';
import type { Workplace } from './workplace.ts';

/** One millisecond in which contacts were modified. */
export interface Millisecond {
  readonly contacts: number;
  /** How the CRM lists records of one millisecond, which is not documented. */
  readonly ties: 'scrambled' | 'id';
}

/** Fills an empty place's CRM with contacts that are all modified at once, syncs it, and returns what is wrong then; nothing is what is wanted. */
export async function faultsOf(
  place: Workplace,
  { contacts, ties }: Millisecond,
): Promise<readonly string[]> {
  await place.crm.set({ unknowns: { ties } });
  const empty = await place.sync();
  await place.crm.seed({ contacts, seed: 7, profile: 'bare' });
  await place.crm.modify({ jobtitle: 'CEO' });
  const report = await place.sync();
  const figures = ['pulled', 'changed', 'evaluated', 'planned', 'written'] as const;
  return [
    ...[empty, report].flatMap(({ status, message }) => (status === 'done' ? [] : [message ?? status])),
    ...[empty, report].flatMap(unreconciled),
    ...figures
      .filter((figure) => report.counts[figure] !== contacts)
      .map((figure) => `${figure} ${report.counts[figure]} of ${contacts}`),
    ...(await discrepancies(place)),
  ];
}
