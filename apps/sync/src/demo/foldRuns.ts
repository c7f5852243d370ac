import type { RunReport } from '../sync/closeRun.ts';
import { type Counts, noCounts } from '../sync/counts.ts';
import type { DemoRun } from './demoRequest.ts';

/**
 * A run of a CRM and the next one of the same CRM and round, as one: counts, requests, budget and times are the sums of both, so
 * that a record that both read counts twice and what is equal in each of them stays equal; problems are those of both. Stages are as
 * after the later run; the first of them that did not end well says how the round ended.
 */
export function foldRuns(earlier: DemoRun, later: DemoRun): DemoRun {
  return {
    ...earlier,
    runs: earlier.runs + later.runs,
    report: foldReports(earlier.report, later.report),
    seconds: earlier.seconds + later.seconds,
  };
}

const SUMMED = [
  'calls',
  'callFloor',
  'associationCalls',
  'activityCalls',
  'rateLimited',
  'linkingMs',
  'budgetUsed',
] as const;

function foldReports(earlier: RunReport, later: RunReport): RunReport {
  const ended = earlier.status === 'done' ? later : earlier;
  return {
    ...earlier,
    ...Object.fromEntries(SUMMED.map((one) => [one, earlier[one] + later[one]])),
    status: ended.status,
    message: ended.message,
    counts: foldCounts(earlier.counts, later.counts),
    leftFor: later.leftFor,
    stages: later.stages,
    problems: [...earlier.problems, ...later.problems],
  };
}

function foldCounts(earlier: Readonly<Counts>, later: Readonly<Counts>): Counts {
  const sums = noCounts();
  for (const name of Object.keys(sums) as (keyof Counts)[]) sums[name] = earlier[name] + later[name];
  return sums;
}
