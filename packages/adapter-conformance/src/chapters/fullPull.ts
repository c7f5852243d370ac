import assert from 'node:assert/strict';
import type { Chapter } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import { assertSameIds } from './evidence.ts';

/** Everything is read, once, in whole pages. */
export const fullPull: Chapter = {
  name: 'full pull',
  checks: [
    {
      name: 'reads every record once and then goes on with the changes',
      run: async (trial) => {
        const adapter = trial.open();
        const held = await trial.settlePages(adapter, 3);
        const { ids, cursor } = await trial.pullAll(adapter);
        assertSameIds(
          ids,
          held.map(({ id }) => id),
        );
        assert.equal(cursor.phase, 'changes', 'a walk that ended goes on with the changes');
      },
    },
    {
      name: 'reads whole pages: no more requests than records fill, and a few to begin with',
      run: async (trial) => {
        const adapter = trial.open();
        const held = await trial.settlePages(adapter, 3);
        await trial.world.resetGauges();
        await trial.pullAll(adapter);
        const { requests } = await trial.world.gauges();
        const floor = Math.ceil(held.length / adapter.limits.pullPage);
        assert.ok(requests <= floor + BEGINNING, `${requests} requests for ${floor} pages`);
      },
    },
    {
      name: 'gives an account without records one empty page, whose cursor can be kept',
      run: async (trial) => {
        const { ids, cursor } = await trial.pullAll(trial.open());
        assert.deepEqual(ids, []);
        assert.equal(cursor.phase, 'changes');
      },
    },
    { name: 'gives values as the CRM holds them, and no field that was not asked for', run: givesValues },
    {
      name: 'stops between pages with the reason of its signal',
      run: async (trial) => {
        const adapter = trial.open();
        await trial.settlePages(adapter, 3);
        const leaving = new AbortController();
        const stopped = new Error('the run was stopped');
        const walk = trial.pullAll(adapter, { signal: leaving.signal }, async () => leaving.abort(stopped));
        await assert.rejects(walk, (error) => error === stopped);
      },
    },
    {
      name: 'reads every object that is declared, with the associations that it declares',
      run: readsEveryObject,
    },
    {
      name: 'reads past values along, newest first, for records whose counter says that there are some',
      needs: ({ capabilities }) =>
        capabilities.history ? null : 'this adapter declares that it reads no past values',
      run: readsPastValues,
    },
    { name: 'misses nobody while records are created, edited and deleted under it', run: changedUnderIt },
  ],
};

/** Requests of a walk beside its pages: the description of fields, a page that turns out empty. */
const BEGINNING = 2;

async function givesValues(trial: Trial): Promise<void> {
  const { fields } = trial.world.facts;
  const [ada, bob] = await trial.settle(2);
  assert.ok(ada && bob, 'the world has two records');
  await trial.world.person.edit(ada.id, { [fields.text]: 'Ada’s own words', [fields.number]: '42' });
  await trial.untilShown();
  const { records } = await trial.pullAll(trial.open(), { fields: [fields.text, fields.number] });
  const of = (id: string) => records.find((record) => record.id === id);
  assert.equal(of(ada.id)?.fields[fields.text], 'Ada’s own words');
  assert.equal(Number(of(ada.id)?.fields[fields.number]), 42);
  assert.equal(of(bob.id)?.fields[fields.text] ?? null, null, 'an empty field is null');
  for (const record of records) {
    const others = Object.keys(record.fields).filter(
      (name) => name !== fields.text && name !== fields.number,
    );
    assert.deepEqual(others, [], 'only the fields that were asked for');
    assert.equal(record.object, trial.object);
    assert.ok(record.modifiedAt > 0 && record.modifiedAt <= trial.world.clock.now() + 2000);
  }
}

async function changedUnderIt(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const held = await trial.settlePages(adapter, 3);
  const { person } = trial.world;
  const victim = held.at(-3)?.id ?? '';
  const first = held[0]?.id ?? '';
  const born: string[] = [];
  const { ids, cursor } = await trial.pullAll(adapter, {}, async (_page, index) => {
    if (index === 0) await person.remove(victim);
    if (index === 0) await person.edit(first, { [trial.world.facts.fields.text]: 'edited meanwhile' });
    if (index === 1) born.push(await person.create());
  });
  await trial.untilShown();
  const after = await trial.pullAll(adapter, { cursor });
  const seen = new Set([...ids, ...after.ids]);
  const live = await person.all();
  assert.deepEqual(
    live.filter(({ id }) => !seen.has(id)).map(({ id }) => id),
    [],
    'everybody was read',
  );
  assert.ok(
    born.every((id) => seen.has(id)),
    'who was created meanwhile is among the changes',
  );
  const edited = [...after.records].findLast(({ id }) => id === first);
  assert.equal(edited?.fields[trial.world.facts.fields.text], 'edited meanwhile');
}

async function readsEveryObject(trial: Trial): Promise<void> {
  const adapter = trial.open();
  await trial.settle(3);
  for (const { name, associations } of adapter.capabilities.objects) {
    const described = await adapter.describe(name, trial.signal);
    const fields = described.slice(0, 5).map((field) => field.name);
    const { records, cursor } = await trial.pullAll(adapter, { object: name, fields, associations });
    assert.equal(cursor.phase, 'changes', `the walk over ${name} ended`);
    for (const record of records)
      assert.deepEqual(Object.keys(record.associations ?? {}).toSorted(), [...associations].toSorted());
  }
}

async function readsPastValues(trial: Trial): Promise<void> {
  const { person, facts } = trial.world;
  const { text, number } = facts.fields;
  const [ada, bob] = await trial.settle(2);
  assert.ok(ada && bob, 'the world has two records');
  await person.edit(ada.id, { [text]: 'earlier' });
  await trial.world.clock.advance(60_000);
  await person.edit(ada.id, { [text]: 'later', [number]: '2' });
  await trial.untilShown();
  const history = { fields: [text], counter: number, atLeast: 2 };
  const { records } = await trial.pullAll(trial.open(), { history });
  const past = records.find(({ id }) => id === ada.id)?.history?.[text] ?? [];
  assert.deepEqual(
    past.slice(0, 2).map(({ value }) => value),
    ['later', 'earlier'],
  );
  assert.ok((past[0]?.at ?? 0) > (past[1]?.at ?? 0), 'each has its own time');
  assert.equal(
    records.find(({ id }) => id === bob.id)?.history,
    undefined,
    'nothing is asked for without need',
  );
}
