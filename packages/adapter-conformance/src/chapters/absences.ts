import assert from 'node:assert/strict';
import type { Chapter } from '../suite/check.ts';

/** What an adapter declares that it cannot do, it refuses out loud. */
export const absences: Chapter = {
  name: 'absent capabilities',
  checks: [
    {
      name: 'creating tasks is refused where it is declared absent',
      needs: ({ capabilities }) =>
        capabilities.tasks ? 'this adapter declares that it creates tasks' : null,
      run: async (trial) => {
        await assert.rejects(async () => trial.open().createTasks([], trial.signal));
      },
    },
    {
      name: 'creating fields is refused where it is declared absent',
      needs: ({ capabilities }) =>
        capabilities.provision ? 'this adapter declares that it creates fields' : null,
      run: async (trial) => {
        await assert.rejects(async () => trial.open().provision([], trial.signal));
      },
    },
    {
      name: 'past values are refused where they are declared absent',
      needs: ({ capabilities }) =>
        capabilities.history ? 'this adapter declares that it reads past values' : null,
      run: async (trial) => {
        const { text, number } = trial.world.facts.fields;
        const history = { fields: [text], counter: number, atLeast: 1 };
        await assert.rejects(trial.pullAll(trial.open(), { history }));
      },
    },
    {
      name: 'the past of an object that does not keep it is refused',
      needs: ({ capabilities: { objects } }) =>
        objects.every(({ past }) => past === true)
          ? 'this adapter declares that every object keeps its past'
          : null,
      run: async (trial) => {
        const adapter = trial.open();
        const object = adapter.capabilities.objects.find(({ past }) => past !== true)?.name ?? '';
        const [field] = await adapter.describe(object, trial.signal);
        const past = { fields: [field?.name ?? ''], unless: [] };
        await assert.rejects(trial.pullAll(adapter, { object, fields: [], past }));
      },
    },
    {
      name: 'associations that are not declared are refused',
      run: async (trial) => {
        await trial.settle(1);
        await assert.rejects(trial.pullAll(trial.open(), { associations: ['no-such-object'] }));
      },
    },
  ],
};
