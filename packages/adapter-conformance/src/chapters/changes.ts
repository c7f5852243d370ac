import assert from 'node:assert/strict';
import type { Chapter } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import { assertAtLeast, assertSameIds, at } from './evidence.ts';

/** What changed since the last look comes whole, whatever else happens meanwhile. */
export const changes: Chapter = {
  name: 'changes',
  checks: [
    { name: 'bring what was edited and created since, and nothing that stood still', run: onlyWhatChanged },
    { name: 'stand still once nothing has changed for longer than the lag', run: standStill },
    {
      name: 'come once each when pages of records share one instant',
      run: async (trial) => {
        const adapter = trial.open();
        const { pullPage } = adapter.limits;
        await sharedInstant(trial, 2 * pullPage + Math.floor(pullPage / 2));
      },
    },
    {
      name: 'come whole when more records share one instant than a query can reach',
      needs: ({ world }) =>
        world.facts.reach === undefined ? 'queries of this CRM reach as far as there are results' : null,
      run: (trial) => sharedInstant(trial, (trial.world.facts.reach ?? 0) + 100),
    },
    {
      name: 'that the CRM shows late are not passed over',
      needs: ({ world }) => (world.switches.lag ? null : 'this world cannot hold changes back'),
      run: shownLate,
    },
    { name: 'made while the changes are being read are found by this look or the next', run: duringTheLook },
    { name: 'move the cursor forwards only', run: onlyForwards },
  ],
};

async function onlyWhatChanged(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const { person, facts } = trial.world;
  const held = await trial.settle(40);
  const cursor = await trial.readEverything(adapter);
  const edited = [at(held, 3).id, at(held, 17).id, at(held, -1).id];
  for (const id of edited) await person.edit(id, { [facts.fields.text]: `edited ${id}` });
  const created = await person.create();
  await trial.untilShown();
  const { ids, records } = await trial.pullAll(adapter, { cursor });
  assertSameIds(ids, [...edited, created]);
  for (const id of edited)
    assert.equal(records.find((record) => record.id === id)?.fields[facts.fields.text], `edited ${id}`);
}

async function standStill(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const held = await trial.settle(20);
  const cursor = await trial.readEverything(adapter);
  await trial.world.person.edit(at(held, 5).id, { [trial.world.facts.fields.text]: 'edited' });
  await trial.untilShown();
  const first = await trial.pullAll(adapter, { cursor });
  assertSameIds(first.ids, [at(held, 5).id]);
  await trial.untilShown();
  const second = await trial.pullAll(adapter, { cursor: first.cursor });
  await trial.untilShown();
  const third = await trial.pullAll(adapter, { cursor: second.cursor });
  assert.deepEqual(third.ids, [], 'nobody comes a third time who did not change');
}

async function sharedInstant(trial: Trial, count: number): Promise<void> {
  const adapter = trial.open();
  const cursor = await trial.readEverything(adapter);
  const held = await trial.settle(count);
  const ids = held.map(({ id }) => id);
  await trial.world.person.editTogether(ids, { [trial.world.facts.fields.text]: 'all at once' });
  await trial.untilShown();
  const pulled = await trial.pullAll(adapter, { cursor });
  assertSameIds(pulled.ids, ids);
}

/** The look comes shortly before the change is shown: whoever moves on to the time of the look has passed it over. */
async function shownLate(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const { person, facts, switches, clock } = trial.world;
  const held = await trial.settle(20);
  const cursor = await trial.readEverything(adapter);
  await clock.advance(60_000);
  const lag = Math.floor(facts.lagMs * 0.8);
  await switches.lag?.(lag);
  const late = at(held, 4).id;
  await person.edit(late, { [facts.fields.text]: 'late' });
  await clock.advance(Math.floor(lag / 2));
  const first = await trial.pullAll(adapter, { cursor });
  assert.deepEqual(first.ids, [], 'the world holds the change back');
  await trial.untilShown();
  const second = await trial.pullAll(adapter, { cursor: first.cursor });
  assertAtLeast(second.ids, [late]);
}

async function duringTheLook(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const { person, facts, clock } = trial.world;
  const cursor = await trial.readEverything(adapter);
  const held = await trial.settle(2 * adapter.limits.pullPage);
  const ids = held.map(({ id }) => id);
  await person.editTogether(ids, { [facts.fields.text]: 'first' });
  await clock.advance(60_000);
  const touched = [at(ids, 0), at(ids, -1)];
  const born: string[] = [];
  const look = await trial.pullAll(adapter, { cursor }, async (_page, index) => {
    if (index > 0) return;
    for (const id of touched) await person.edit(id, { [facts.fields.text]: 'second' });
    born.push(await person.create());
  });
  await trial.untilShown();
  const next = await trial.pullAll(adapter, { cursor: look.cursor });
  assertAtLeast([...look.ids, ...next.ids], [...ids, ...born]);
  const all = [...look.records, ...next.records];
  for (const id of touched) {
    const latest = all.findLast((record) => record.id === id);
    assert.equal(latest?.fields[facts.fields.text], 'second', 'the last value read is the last one written');
  }
}

async function onlyForwards(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const held = await trial.settle(2 * adapter.limits.pullPage);
  const start = await trial.readEverything(adapter);
  const ids = held.map(({ id }) => id);
  await trial.world.person.editTogether(ids, { [trial.world.facts.fields.text]: 'changed' });
  await trial.untilShown();
  const { pages } = await trial.pullAll(adapter, { cursor: start });
  let before = start.modified;
  for (const { cursor } of pages) {
    assert.equal(cursor.phase, 'changes');
    if (cursor.phase !== 'changes') return;
    assert.ok(cursor.modified >= before, `the cursor went back from ${before} to ${cursor.modified}`);
    assert.ok(cursor.modified <= trial.world.clock.now() + 2000, 'the cursor is not in the future');
    before = cursor.modified;
  }
}
