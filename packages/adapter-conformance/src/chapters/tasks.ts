import assert from 'node:assert/strict';
import type { TaskDraft } from '@tamis/adapter';
import type { Chapter, Offered } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import { at } from './evidence.ts';

/** A task exists once by our key, however often it is asked for. */
export const tasks: Chapter = {
  name: 'tasks',
  checks: [
    {
      name: 'are created once by their key, also by another process',
      needs: missing,
      run: async (trial) => {
        const drafts = await draftsFor(trial, 3);
        const first = await trial.open().createTasks(drafts, trial.signal);
        assert.deepEqual(
          first.map(({ key, status }) => [key, status]),
          drafts.map(({ key }) => [key, 'created']),
        );
        assert.deepEqual(await trial.open().createTasks(drafts, trial.signal), first);
        assert.equal(await count(trial), 3);
      },
    },
    {
      name: 'asked for by two processes at the same instant are created once',
      needs: missing,
      run: async (trial) => {
        const drafts = await draftsFor(trial, 3);
        const [mine, theirs] = await Promise.all(
          [trial.open(), trial.open()].map((adapter) => adapter.createTasks(drafts, trial.signal)),
        );
        assert.deepEqual(theirs, mine);
        assert.equal(await count(trial), 3);
      },
    },
    {
      name: 'whose answer was lost are unknown, and one task when asked for again',
      needs: (offered) =>
        missing(offered) ?? (offered.world.switches.strike ? null : 'this world loses no answers'),
      run: async (trial) => {
        const drafts = await draftsFor(trial, 1);
        const adapter = trial.open();
        await trial.world.switches.strike?.({ at: 'task', kind: 'lost' });
        const [first] = await adapter.createTasks(drafts, trial.signal);
        assert.notEqual(first?.status, 'refused');
        const [second] = await adapter.createTasks(drafts, trial.signal);
        assert.equal(second?.status, 'created');
        assert.equal(await count(trial), 1);
      },
    },
    {
      name: 'get one outcome each in the order given, also where one record is gone',
      needs: missing,
      run: async (trial) => {
        const drafts = await draftsFor(trial, 3);
        await trial.world.person.remove(at(drafts, 1).recordId);
        const outcomes = await trial.open().createTasks(drafts, trial.signal);
        assert.deepEqual(
          outcomes.map(({ key }) => key),
          drafts.map(({ key }) => key),
        );
        assert.deepEqual(
          outcomes.map(({ status }) => status),
          ['created', 'refused', 'created'],
        );
        assert.equal(await count(trial), 2);
      },
    },
  ],
};

function missing({ capabilities, world }: Offered): string | null {
  if (!capabilities.tasks) return 'this adapter declares that it creates no tasks';
  return world.person.tasks ? null : 'this world does not show its tasks';
}

async function draftsFor(trial: Trial, records: number): Promise<readonly TaskDraft[]> {
  const held = await trial.settle(records);
  return held.slice(0, records).map(({ id }, place) => ({
    key: `hand-over:${place}:${id}`,
    object: trial.object,
    recordId: id,
    ownerId: null,
    title: 'Call Ada, “the one” & only',
    body: 'Because of a demo.\nNext: <call>',
    dueAt: trial.world.clock.now() + 300_000,
  }));
}

async function count(trial: Trial): Promise<number> {
  return (await trial.world.person.tasks?.())?.length ?? 0;
}
