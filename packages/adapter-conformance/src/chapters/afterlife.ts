import assert from 'node:assert/strict';
import type { Chapter } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import type { World } from '../world.ts';
import { at } from './evidence.ts';

const TOO_LATE = 'too late';

/** Records that are merged, deleted or converted are followed, never brought back. */
export const afterlife: Chapter = {
  name: 'merges, deletions, conversions',
  checks: [
    {
      name: 'a push to a deleted record says that it is gone, and does not bring it back',
      run: async (trial) => {
        const { id } = at(await trial.settle(3), 1);
        await trial.world.person.remove(id);
        const [outcome] = await trial.push(trial.open(), [trial.change(id, TOO_LATE)]);
        assert.deepEqual(outcome, { id, status: 'gone' });
        assert.equal(await trial.world.person.read(id), null);
      },
    },
    {
      name: 'the changes tell of deletions, of the first and the last record too',
      needs: ({ world }) =>
        world.facts.deletionToldWithinMs === undefined
          ? 'the changes of this CRM never tell; a push does'
          : null,
      run: toldOfDeletion,
    },
    {
      name: 'a push to a record that was merged away says that it is gone, and where the CRM tells, into whom',
      needs: cannotMerge,
      run: async (trial) => {
        const { survivor, loser } = await merge(trial);
        const [outcome] = await trial.push(trial.open(), [trial.change(loser, TOO_LATE)]);
        const told = trial.world.facts.survivorsUntold ? {} : { mergedInto: survivor };
        assert.deepEqual(outcome, { id: loser, status: 'gone', ...told });
      },
    },
    { name: 'the changes tell who was merged into whom', needs: cannotTellMerge, run: toldOfMerge },
    {
      name: 'a push to a converted record names what it became',
      needs: cannotConvert,
      run: async (trial) => {
        const { id } = at(await trial.settle(3), 1);
        const became = await trial.world.person.convert?.(id);
        const [outcome] = await trial.push(trial.open(), [trial.change(id, TOO_LATE)]);
        assert.deepEqual(outcome, { id, status: 'gone', ...(became ? { convertedInto: became } : {}) });
      },
    },
    {
      name: 'the changes tell what a converted record became',
      needs: cannotConvert,
      run: async (trial) => {
        const adapter = trial.open();
        const { id } = at(await trial.settle(3), 1);
        const cursor = await trial.readEverything(adapter);
        const became = await trial.world.person.convert?.(id);
        await trial.untilShown();
        const { pages } = await trial.pullAll(adapter, { cursor });
        const notice = pages.flatMap(({ gone }) => gone).find((gone) => gone.id === id);
        assert.deepEqual(notice?.convertedInto ?? null, became ?? null);
      },
    },
  ],
};

function cannotMerge({ world }: { world: World }): string | null {
  return world.person.merge ? null : 'in this world nobody merges leads';
}

function cannotTellMerge(offered: { world: World }): string | null {
  const untold = 'this CRM tells no reader who survived a merge';
  return cannotMerge(offered) ?? (offered.world.facts.survivorsUntold ? untold : null);
}

function cannotConvert({ world }: { world: World }): string | null {
  return world.person.convert ? null : 'in this world nobody converts leads';
}

async function merge(trial: Trial): Promise<{ survivor: string; loser: string }> {
  const held = await trial.settle(4);
  const loser = at(held, 2).id;
  const survivor = await trial.world.person.merge?.(at(held, 0).id, loser);
  return { survivor: survivor ?? '', loser };
}

async function toldOfDeletion(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const { person, clock, facts } = trial.world;
  const held = await trial.settle(5);
  const ids = held.map(({ id }) => id);
  const deleted = [at(ids, 0), at(ids, 3), at(ids, 4)];
  const cursor = await trial.readEverything(adapter);
  for (const id of deleted) await person.remove(id);
  await clock.advance(facts.deletionToldWithinMs ?? 0);
  await trial.untilShown();
  const known = async function* () {
    yield ids;
  };
  const told = await trial.pullAll(trial.open(), { cursor, known });
  assert.deepEqual([...new Set(told.gone)].toSorted(), deleted.toSorted());
  assert.ok(!told.ids.some((id) => deleted.includes(id)), 'what is gone is not among the records');
}

async function toldOfMerge(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const held = await trial.settle(4);
  const cursor = await trial.readEverything(adapter);
  const loser = at(held, 2).id;
  const survivor = await trial.world.person.merge?.(at(held, 0).id, loser);
  await trial.untilShown();
  const { pages, records } = await trial.pullAll(adapter, { cursor });
  const noticed = pages
    .flatMap(({ gone }) => gone)
    .some(({ id, mergedInto }) => id === loser && mergedInto === survivor);
  const told = records.some(({ id, mergedIds }) => id === survivor && mergedIds?.includes(loser));
  assert.ok(noticed || told, `nobody told that ${loser} was merged into ${survivor}`);
}
