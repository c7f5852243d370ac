import type { DemoRun } from './demoRequest.ts';
import { foldRuns } from './foldRuns.ts';
import { type ConnectedCrm, type DemoParts, runOnce } from './runOnce.ts';

/**
 * Runs all CRMs at the same time, then those again for which a run of another one left something to write, until none is left, as the
 * service's queue does. One run per CRM comes back, in the given order: see `foldRuns`.
 */
export async function runRound(
  parts: DemoParts,
  crms: readonly ConnectedCrm[],
  round: number,
): Promise<readonly DemoRun[]> {
  const byCrm = new Map<string, DemoRun>();
  for (let due = crms; due.length > 0; ) {
    const ran = await Promise.all(due.map((crm) => runOnce(parts, crm, round)));
    for (const run of ran) {
      const earlier = byCrm.get(run.crm);
      byCrm.set(run.crm, earlier === undefined ? run : foldRuns(earlier, run));
    }
    const left = new Set(ran.flatMap(({ report }) => report.leftFor));
    due = crms.filter(({ connectionId }) => left.has(connectionId));
  }
  return crms.flatMap(({ crm }) => byCrm.get(crm) ?? []);
}
