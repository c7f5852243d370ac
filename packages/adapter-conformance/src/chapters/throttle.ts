import assert from 'node:assert/strict';
import { type Chapter, TooSlow } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import type { RateWindow, WindowGauge, World } from '../world.ts';
import { at } from './evidence.ts';

/** Windows from here on are driven once, shorter ones three times, so that what a busy machine adds weighs little. Milliseconds. */
const LONG_MS = 10_000;

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
  await trial.settle(1);
  const { max, widthMs } = await gaugeOf(trial, window);
  const ours = window.ours ?? max;
  const windows = widthMs < LONG_MS ? 3 : 1;
  const wanted = ours * windows + Math.ceil(ours / 10);
  const work = filledBy === 'pull' ? await pulls(trial, wanted) : await pushes(trial);
  await trial.world.resetGauges();
  // The first windowful goes at once and each other one a window later: the last few wait for exactly so many windows.
  const elapsed = await timed(() => work(wanted));
  const { refused } = await trial.world.gauges();
  const { peak } = await gaugeOf(trial, window);
  assert.equal(refused, 0, `${refused} requests went beyond the limit`);
  assert.ok(peak <= max, `${peak} requests within a window of ${max}`);
  const share = widthMs <= 1000 ? 0.9 : 0.95;
  const used = (windows * widthMs) / elapsed;
  assert.ok(used < windows / (windows - 0.5), `so many requests cannot be made within ${elapsed} ms`);
  if (used < share) throw new TooSlow(`only ${Math.round(used * 100)} % of our part of the windows was used`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function gaugeOf(trial: Trial, { name }: RateWindow): Promise<WindowGauge> {
  const gauge = (await trial.world.gauges()).windows[name];
  assert.ok(gauge, `the CRM counts a window named ${name}`);
  return gauge;
}

/** Makes so many requests as fast as the adapter allows. */
type Work = (requests: number) => Promise<unknown>;

/** Walks over as many pages as requests; what describes the fields falls under another limit, or counts along. */
async function pulls(trial: Trial, most: number): Promise<Work> {
  const { first } = trial.world;
  await trial.settle(most * first.limits.pullPage);
  return async (requests) => {
    let left = requests;
    for await (const page of trial.pull(first)) {
      left -= 1;
      if (left <= 0 || page.cursor.phase === 'changes') return;
    }
  };
}

/** As many pushes of one record, more of them at once than the adapter plans with. */
async function pushes(trial: Trial): Promise<Work> {
  const { first } = trial.world;
  const held = await trial.settle(100);
  // Some vendors tell with an answer how large the account's window is.
  await trial.push(first, [trial.change(at(held, 0).id, 'first')]);
  return async (requests) => {
    const turns = Array.from({ length: requests }, (_, index) => index).values();
    const lanes = Array.from({ length: first.limits.pushConcurrency * 4 }, async () => {
      for (const turn of turns)
        await trial.push(first, [trial.change(at(held, turn % held.length).id, `${turn}`)]);
    });
    await Promise.all(lanes);
  };
}
