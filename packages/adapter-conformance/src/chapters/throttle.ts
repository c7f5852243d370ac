import assert from 'node:assert/strict';
import type { Adapter } from '@tamis/adapter';
import type { Chapter } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import type { RateWindow, WindowGauge, World } from '../world.ts';
import { at } from './evidence.ts';

/** A busy machine can make an adapter slower, never faster: the best of a few attempts counts, and no attempt may break a limit. */
const ATTEMPTS = 3;

/** Limits are kept to the request, and used. */
export const throttle: Chapter = {
  name: 'throttle',
  checks: [
    {
      name: 'keeps the limit on pulls to the request, and uses it',
      alone: true,
      needs: cannotFill('pull'),
      run: (trial) => fill(trial, 'pull'),
    },
    {
      name: 'keeps the limit on pushes to the request, and uses it',
      alone: true,
      needs: cannotFill('push'),
      run: (trial) => fill(trial, 'push'),
    },
  ],
};

function cannotFill(filledBy: RateWindow['filledBy']) {
  return ({ world }: { world: World }) =>
    world.facts.windows.some((window) => window.filledBy === filledBy)
      ? null
      : `no limit of this CRM can be filled by a ${filledBy} within a test`;
}

async function fill(trial: Trial, filledBy: RateWindow['filledBy']): Promise<void> {
  const window = trial.world.facts.windows.find((each) => each.filledBy === filledBy);
  assert.ok(window, 'the world names the window');
  const work = filledBy === 'pull' ? await pulls(trial) : await pushes(trial);
  let best = 0;
  for (let attempt = 0; attempt < ATTEMPTS && best < 1; attempt += 1) {
    best = Math.max(best, await used(trial, window, work));
  }
  assert.equal(
    best,
    1,
    `only ${Math.round(best * 100)} % of what our part of the window must yield was used`,
  );
}

/** Does `requests` requests as fast as the adapter allows. */
type Work = (adapter: Adapter, requests: number) => Promise<unknown>;

/** How much of what must be used was used, at most 1. Throws where a request went beyond the limit. */
async function used(trial: Trial, window: RateWindow, work: Work): Promise<number> {
  const { max, widthMs } = await gaugeOf(trial, window);
  const ours = window.ours ?? max;
  const windows = widthMs <= 1000 ? 3 : 1;
  const adapter = trial.open();
  await work(adapter, 1);
  await trial.world.resetGauges();
  const start = performance.now();
  // The first windowful goes at once, the others one window later each: the time of so many requests is that of the windows between.
  await work(adapter, ours * (windows + 1) - 1);
  const elapsed = performance.now() - start;
  const { refused } = await trial.world.gauges();
  const { peak } = await gaugeOf(trial, window);
  assert.equal(refused, 0, `${refused} requests went beyond the limit`);
  assert.ok(peak <= max, `${peak} requests within a window of ${max}`);
  const share = widthMs <= 1000 ? 0.9 : 0.95;
  const fullness = peak / Math.ceil(ours * share);
  const speed = (windows * widthMs) / share / elapsed;
  return Math.min(1, fullness, speed);
}

async function gaugeOf(trial: Trial, { name }: RateWindow): Promise<WindowGauge> {
  const gauge = (await trial.world.gauges()).windows[name];
  assert.ok(gauge, `the CRM counts a window named ${name}`);
  return gauge;
}

/** A walk over as many pages as requests; the description that comes first falls under another limit, or counts along. */
async function pulls(trial: Trial): Promise<Work> {
  const { pullPage } = trial.open().limits;
  let pages = 0;
  return async (adapter, requests) => {
    if (pages < requests) await trial.settle((requests - pages) * pullPage);
    pages = Math.max(pages, requests);
    let left = requests;
    for await (const page of trial.pull(adapter)) {
      left -= 1;
      if (left <= 0 || page.cursor.phase === 'changes') return;
    }
  };
}

/** As many pushes of one record, as many at once as the adapter plans with. */
async function pushes(trial: Trial): Promise<Work> {
  const held = await trial.settle(100);
  return async (adapter, requests) => {
    const turns = Array.from({ length: requests }, (_, index) => index).values();
    const lanes = Array.from({ length: adapter.limits.pushConcurrency * 4 }, async () => {
      for (const turn of turns)
        await trial.push(adapter, [trial.change(at(held, turn % held.length).id, `${turn}`)]);
    });
    await Promise.all(lanes);
  };
}
