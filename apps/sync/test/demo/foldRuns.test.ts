import { expect, test } from 'vitest';
import type { DemoRun } from '../../src/demo/demoRequest.ts';
import { foldRuns } from '../../src/demo/foldRuns.ts';
import { noCounts } from '../../src/sync/counts.ts';

function run(written: number, more: Partial<DemoRun['report']> = {}): DemoRun {
  const report = {
    runId: '1',
    status: 'done',
    message: null,
    counts: { ...noCounts(), pulled: 10, echoes: 10, planned: written, written },
    calls: 3,
    callFloor: 2,
    associationCalls: 1,
    activityCalls: 0,
    rateLimited: 0,
    linkingMs: 20,
    budgetUsed: 5,
    budgetUnit: 'request',
    leftFor: [],
    stages: { raw: written },
    withoutSource: [],
    problems: [],
  } as const;
  return { crm: 'one', round: 1, runs: 1, report: { ...report, ...more }, seconds: 1.5 };
}

test('a run that another CRM asked for is added to the first one of its round', () => {
  const { runs, report, seconds } = foldRuns(run(4), run(2));
  expect({ runs, seconds }).toEqual({ runs: 2, seconds: 3 });
  expect(report).toMatchObject({ calls: 6, callFloor: 4, budgetUsed: 10, linkingMs: 40, stages: { raw: 2 } });
  expect(report.counts).toMatchObject({ pulled: 20, echoes: 20, planned: 6, written: 6, deferred: 0 });
});

test('a round of which any run did not end well did not end well', () => {
  const paused = { status: 'paused', message: 'Unreachable.' } as const;
  expect(foldRuns(run(4, paused), run(2)).report).toMatchObject(paused);
  expect(foldRuns(run(4), run(2, paused)).report).toMatchObject(paused);
});
