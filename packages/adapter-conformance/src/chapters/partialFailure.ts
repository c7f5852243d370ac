import assert from 'node:assert/strict';
import type { PushOutcome, RecordChange } from '@tamis/adapter';
import type { Chapter } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import type { FaultKind } from '../world.ts';
import { assertAllWritten, at } from './evidence.ts';

/** A bad record costs nobody but itself, and nothing counts as written that was not. */
export const partialFailure: Chapter = {
  name: 'partial failure',
  checks: [
    {
      name: 'one bad record is refused by its field and the others are written',
      run: (trial) => refuse(trial, [4]),
    },
    {
      name: 'bad records at the ends and in the middle are each found',
      run: (trial) => refuse(trial, [0, 1, 6, 11]),
    },
    {
      name: 'where all are bad, all are refused',
      run: (trial) =>
        refuse(
          trial,
          Array.from({ length: BATCH }, (_, index) => index),
        ),
    },
    { name: 'bad, deleted and good ones each get their own outcome', run: eachItsOwn },
    {
      name: 'a proxy’s page of HTML costs time and no record',
      needs: cannotStrike,
      run: (trial) => strikeWrite(trial, 'page-of-html'),
    },
    {
      name: 'a write that was cut off does not count as written',
      needs: cannotStrike,
      run: (trial) => strikeWrite(trial, 'cut'),
    },
    {
      name: 'a write whose answer was lost is not refused, and harmless to repeat',
      needs: cannotStrike,
      run: (trial) => strikeWrite(trial, 'lost'),
    },
    {
      name: 'a write with half an answer is not refused, and harmless to repeat',
      needs: cannotStrike,
      run: (trial) => strikeWrite(trial, 'half'),
    },
    {
      name: 'pages with half an answer, a cut and a proxy’s HTML cost time and no record',
      needs: cannotStrike,
      run: async (trial) => {
        const adapter = trial.open();
        const held = await trial.settlePages(adapter, 3);
        const kinds: FaultKind[] = ['half', 'page-of-html', 'cut'];
        await trial.world.switches.strike?.({ at: 'page', kind: 'half' });
        const { ids } = await trial.pullAll(adapter, {}, async (_page, index) => {
          await trial.world.switches.strike?.({ at: 'page', kind: at(kinds, (index + 1) % kinds.length) });
        });
        assert.deepEqual(new Set(ids), new Set(held.map(({ id }) => id)));
      },
    },
  ],
};

const BATCH = 12;

function cannotStrike({ world }: { world: Trial['world'] }): string | null {
  return world.switches.strike ? null : 'this world cannot make single requests fail';
}

/** Bounded by what one push may hold, so that an adapter of single writes is pushed as its caller pushes it. */
async function pushAll(trial: Trial, changes: readonly RecordChange[]): Promise<readonly PushOutcome[]> {
  const adapter = trial.open();
  const { pushBatch } = adapter.limits;
  const outcomes: PushOutcome[] = [];
  for (let start = 0; start < changes.length; start += pushBatch)
    outcomes.push(...(await trial.push(adapter, changes.slice(start, start + pushBatch))));
  return outcomes;
}

async function refuse(trial: Trial, places: readonly number[]): Promise<void> {
  const { enumeration, text } = trial.world.facts.fields;
  const [value] = enumeration.values;
  const held = await trial.settle(BATCH);
  const changes = held.map(({ id }, place) => {
    const bad = places.includes(place);
    return { id, fields: { [enumeration.name]: bad ? enumeration.unknown : value, [text]: `new ${id}` } };
  });
  const outcomes = await pushAll(trial, changes);
  assert.deepEqual(
    outcomes.map(({ id }) => id),
    held.map(({ id }) => id),
  );
  const live = new Map((await trial.world.person.all()).map(({ id, fields }) => [id, fields]));
  for (const [place, outcome] of outcomes.entries()) {
    const expected = places.includes(place) ? 'refused' : 'written';
    assert.equal(outcome.status, expected, `record ${place}: ${JSON.stringify(outcome)}`);
    const holds = live.get(outcome.id)?.[text] ?? null;
    assert.equal(holds, expected === 'written' ? `new ${outcome.id}` : null, `record ${place} in the CRM`);
    if (outcome.status !== 'refused') continue;
    assert.ok(outcome.code !== '' && outcome.message !== '', 'a refusal has a code and a message');
    assert.ok(outcome.field === undefined || outcome.field === enumeration.name, `names ${outcome.field}`);
  }
}

async function eachItsOwn(trial: Trial): Promise<void> {
  const { enumeration, text } = trial.world.facts.fields;
  const held = await trial.settle(BATCH);
  const bad = at(held, 2).id;
  const deleted = at(held, 7).id;
  await trial.world.person.remove(deleted);
  const outcomes = await pushAll(
    trial,
    held.map(({ id }) => ({
      id,
      fields: id === bad ? { [enumeration.name]: enumeration.unknown } : { [text]: 'x' },
    })),
  );
  const expected = held.map(({ id }) => (id === bad ? 'refused' : id === deleted ? 'gone' : 'written'));
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    expected,
  );
}

async function strikeWrite(trial: Trial, kind: FaultKind): Promise<void> {
  const ids = (await trial.settle(3)).map(({ id }) => id);
  const changes = ids.map((id) => trial.change(id, `sent ${id}`));
  await trial.world.switches.strike?.({ at: 'write', kind });
  const outcomes = await pushAll(trial, changes);
  assert.deepEqual(
    outcomes.map(({ id }) => id),
    ids,
  );
  for (const { id, status } of outcomes) {
    assert.ok(
      status === 'written' || status === 'unknown',
      `${status} is not true of a record that may be written`,
    );
    if (status === 'written')
      assert.equal(await trial.textOf(id), `sent ${id}`, 'written means that the CRM holds it');
  }
  assertAllWritten(await pushAll(trial, changes), ids);
  for (const id of ids) assert.equal(await trial.textOf(id), `sent ${id}`);
}
