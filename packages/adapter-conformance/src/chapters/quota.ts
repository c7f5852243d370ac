import assert from 'node:assert/strict';
import { QuotaExhausted, type QuotaLease } from '@tamis/adapter';
import type { Chapter } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import type { World } from '../world.ts';
import { assertAllWritten, assertAtLeast } from './evidence.ts';

const DAY_MS = 86_400_000;

/** Requests that may be under way when the CRM says that the day is over. */
const UNDER_WAY = 24;

/** When the day's quota is used, work pauses until it can go on; nothing is lost and nothing fails. */
export const quota: Chapter = {
  name: 'quota exhausted',
  checks: [
    {
      name: 'by the lease pauses a walk until the instant that the lease names, and it goes on from there',
      run: leaseEndsWalk,
    },
    {
      name: 'by the lease pauses a push, and nothing counts as written',
      run: async (trial) => {
        const [held] = await trial.settle(1);
        const id = held?.id ?? '';
        const until = trial.world.clock.now() + 5000;
        const adapter = trial.open({ quota: leaseOf(0, until) });
        await assertPauses(trial.push(adapter, [trial.change(id, 'not yet')]), until);
        assert.equal(await trial.textOf(id), null);
        assertAllWritten(await trial.push(trial.open(), [trial.change(id, 'now')]), [id]);
      },
    },
    {
      name: 'at the CRM pauses a walk until the new day, without a storm, and it goes on from there',
      needs: cannotEndDay,
      run: dayEndsWalk,
    },
    {
      name: 'at the CRM pauses pushes, and each record is written in the end',
      needs: cannotEndDay,
      run: dayEndsPushes,
    },
  ],
};

function cannotEndDay({ world }: { world: World }): string | null {
  return world.switches.leaveOfDay ? null : 'the day of this world has no end';
}

/** A lease with so many takes left; afterwards it says when there will be more. */
function leaseOf(takes: number, until: number): QuotaLease {
  let left = takes;
  return {
    take: async () => {
      if (left === 0) throw new QuotaExhausted('The share of this process is used up.', until);
      left -= 1;
    },
  };
}

async function assertPauses(work: Promise<unknown>, until?: number): Promise<QuotaExhausted> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof QuotaExhausted, `pauses, not: ${String(error)}`);
  if (until !== undefined) assert.equal(error.until, until, 'resumes when the lease says');
  return error;
}

/** Walks until the quota ends; answers with what was kept and where to go on. */
async function walkUntilPause(trial: Trial, adapter: ReturnType<Trial['open']>) {
  const seen: string[] = [];
  let cursor: Parameters<Trial['pullAll']>[1] = {};
  const walk = trial.pullAll(adapter, {}, async (page) => {
    seen.push(...page.records.map(({ id }) => id));
    cursor = { cursor: page.cursor };
  });
  const error = await assertPauses(walk);
  return { seen, cursor, error };
}

async function leaseEndsWalk(trial: Trial): Promise<void> {
  const held = await trial.settlePages(trial.open(), 3);
  const until = trial.world.clock.now() + 5000;
  const { seen, cursor, error } = await walkUntilPause(trial, trial.open({ quota: leaseOf(2, until) }));
  assert.equal(error.until, until);
  const rest = await trial.pullAll(trial.open(), cursor);
  assertAtLeast(
    [...seen, ...rest.ids],
    held.map(({ id }) => id),
  );
}

async function dayEndsWalk(trial: Trial): Promise<void> {
  const held = await trial.settlePages(trial.open(), 3);
  await trial.world.resetGauges();
  await trial.world.switches.leaveOfDay?.(2);
  const { seen, cursor, error } = await walkUntilPause(trial, trial.open());
  const wait = error.until - trial.world.clock.now();
  assert.ok(wait > 0 && wait <= 1.1 * DAY_MS, `resumes within a day, not in ${wait} ms`);
  const { requests } = await trial.world.gauges();
  assert.ok(requests <= 2 + UNDER_WAY, `${requests} requests although the day was over after 2`);
  await trial.world.switches.leaveOfDay?.(null);
  const rest = await trial.pullAll(trial.open(), cursor);
  assertAtLeast(
    [...seen, ...rest.ids],
    held.map(({ id }) => id),
  );
}

async function dayEndsPushes(trial: Trial): Promise<void> {
  const ids = (await trial.settle(8)).slice(0, 8).map(({ id }) => id);
  const adapter = trial.open();
  await trial.world.switches.leaveOfDay?.(3);
  const pushed = await Promise.allSettled(
    ids.map((id) => trial.push(adapter, [trial.change(id, `of ${id}`)])),
  );
  const refused = pushed.filter((each) => each.status === 'rejected');
  assert.ok(refused.length > 0, 'the day ended');
  for (const { reason } of refused)
    assert.ok(reason instanceof QuotaExhausted, `pauses, not: ${String(reason)}`);
  for (const [place, each] of pushed.entries()) {
    const id = ids[place] ?? '';
    if (each.status === 'fulfilled') assert.equal(await trial.textOf(id), `of ${id}`);
  }
  await trial.world.switches.leaveOfDay?.(null);
  const again = trial.open();
  for (const id of ids) assertAllWritten(await trial.push(again, [trial.change(id, `of ${id}`)]), [id]);
}
