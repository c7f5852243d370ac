import assert from 'node:assert/strict';
import { type Adapter, type CrmRecord, FieldGone, RequestRefused } from '@tamis/adapter';
import { type Chapter, firstMissing, type Offered } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import { assertAllWritten, assertSameIds, at } from './evidence.ts';

/** Records read by id, as they stand at this moment: what a person did a moment ago is never overwritten. */
export const readNow: Chapter = {
  name: 'read now',
  checks: [
    { name: 'gives what a person changed since the last read, at once', run: atOnce },
    {
      name: 'gives what the changes do not show yet',
      needs: ({ world }) => (world.switches.lag ? null : 'this world cannot hold changes back'),
      run: beforeTheChanges,
    },
    { name: 'gives every record in the form in which the pull gives it', run: sameForm },
    {
      name: 'leaves out who was deleted',
      run: async (trial) => {
        const ids = (await trial.settle(4)).map(({ id }) => id);
        const deleted = at(ids, 1);
        await trial.world.person.remove(deleted);
        assertSameIds(idsOf(await trial.readNow(trial.open(), ids)), without(ids, deleted));
      },
    },
    {
      name: 'leaves out who was merged away, and does not give the survivor in their place',
      needs: ({ world }) => (world.person.merge ? null : 'in this world nobody merges leads'),
      run: async (trial) => {
        const ids = (await trial.settle(4)).map(({ id }) => id);
        const [survivor, loser, bystander] = [at(ids, 0), at(ids, 1), at(ids, 2)];
        await trial.world.person.merge?.(survivor, loser);
        const records = await trial.readNow(trial.open(), [loser, bystander]);
        assertSameIds(idsOf(records), [bystander]);
      },
    },
    {
      name: 'leaves out who was converted',
      needs: ({ world }) => (world.person.convert ? null : 'in this world nobody converts leads'),
      run: async (trial) => {
        const ids = (await trial.settle(3)).map(({ id }) => id);
        await trial.world.person.convert?.(at(ids, 2));
        assertSameIds(idsOf(await trial.readNow(trial.open(), ids)), without(ids, at(ids, 2)));
      },
    },
    { name: 'takes as many records as it says, and refuses one more out loud', run: asManyAsItSays },
    {
      name: 'asks nothing where nobody is wanted',
      run: async (trial) => {
        const adapter = trial.open();
        assert.deepEqual(await trial.readNow(adapter, []), []);
        const { calls, associationCalls, activityCalls } = adapter.counts();
        assert.equal(calls + associationCalls + activityCalls, 0, 'no request is made');
      },
    },
    {
      name: 'names the field that is gone',
      needs: ({ world }) => (world.person.deleteField ? null : 'in this world nobody deletes fields'),
      run: async (trial) => {
        const { text, doomed } = trial.world.facts.fields;
        const { id } = at(await trial.settle(1), 0);
        await trial.world.person.deleteField?.(doomed);
        const read = trial.readNow(trial.open(), [id], { fields: [text, doomed] });
        const error = await read.catch((reason: unknown) => reason);
        assert.ok(error instanceof FieldGone, 'a field that is gone is no reason to read without it');
        assert.deepEqual(error.fields, [doomed]);
      },
    },
    {
      name: 'names the record of the same person that the CRM itself names, as the pull does',
      needs: noTwin,
      run: samePerson,
    },
    {
      name: 'ends when it is told to stop',
      run: async (trial) => {
        const { id } = at(await trial.settle(1), 0);
        const signal = AbortSignal.abort(new Error('stopped by a person'));
        await assert.rejects(trial.readNow(trial.open(), [id], { signal }), /stopped by a person/);
      },
    },
  ],
};

function noTwin({ world }: Offered): string | null {
  return firstMissing(!world.person.twin && 'this CRM names no record as another one of the same person');
}

async function atOnce(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const { person, facts } = trial.world;
  const { id } = at(await trial.settle(3), 1);
  const before = await readOne(trial, adapter, id);
  await person.edit(id, { [facts.fields.text]: 'a moment ago' });
  const after = await readOne(trial, adapter, id);
  assert.equal(before.fields[facts.fields.text] ?? null, null);
  assert.equal(after.fields[facts.fields.text], 'a moment ago');
  assert.ok(after.modifiedAt >= before.modifiedAt + 1000, 'the record tells when it was changed');
}

async function beforeTheChanges(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const { person, facts, switches, clock } = trial.world;
  const { id } = at(await trial.settle(5), 3);
  const cursor = await trial.readEverything(adapter);
  await clock.advance(60_000);
  await switches.lag?.(Math.floor(facts.lagMs * 0.8));
  await person.edit(id, { [facts.fields.text]: 'not shown yet' });
  const changes = await trial.pullAll(adapter, { cursor });
  assert.deepEqual(changes.ids, [], 'the world holds the change back');
  const record = await readOne(trial, adapter, id);
  assert.equal(record.fields[facts.fields.text], 'not shown yet');
}

async function sameForm(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const { text, number, enumeration } = trial.world.facts.fields;
  const [first = '', second = '', third = ''] = (await trial.settle(3)).map(({ id }) => id);
  const written = [
    { id: first, fields: { [text]: 'ä “text”', [number]: 42, [enumeration.name]: enumeration.values[0] } },
    { id: second, fields: { [text]: null, [number]: 0, [enumeration.name]: enumeration.values[1] } },
  ];
  assertAllWritten(await trial.push(adapter, written), [first, second]);
  await trial.untilShown();
  const fields = [text, number, enumeration.name];
  const { records } = await trial.pullAll(trial.open(), { fields });
  const read = await trial.readNow(adapter, [third, second, first], { fields });
  assert.deepEqual(byId(read), byId(records));
}

async function asManyAsItSays(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const { readBatch } = adapter.limits;
  const ids = (await trial.settle(readBatch + 1)).map(({ id }) => id);
  const most = ids.slice(0, readBatch);
  assertSameIds(idsOf(await trial.readNow(adapter, most)), most);
  await assert.rejects(trial.readNow(adapter, ids), RequestRefused);
}

async function samePerson(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const { id } = at(await trial.settle(2), 0);
  const twin = (await trial.world.person.twin?.(id)) ?? { object: '', id: '' };
  const lone = await trial.world.person.create();
  await trial.untilShown();
  const of = { object: twin.object, fields: [] };
  const pulled = (await trial.pullAll(adapter, of)).records.find((record) => record.id === twin.id);
  const [read] = await trial.readNow(adapter, [twin.id], of);
  const expected = [{ object: trial.object, id }];
  assert.deepEqual(pulled?.samePerson, expected, 'the pull names it');
  assert.deepEqual(read?.samePerson, expected, 'the read names it');
  assert.equal((await readOne(trial, adapter, lone)).samePerson, undefined, 'who stands alone names nobody');
}

async function readOne(trial: Trial, adapter: Adapter, id: string): Promise<CrmRecord> {
  return at(await trial.readNow(adapter, [id]), 0);
}

function idsOf(records: readonly CrmRecord[]): readonly string[] {
  return records.map(({ id }) => id);
}

function without(ids: readonly string[], id: string): readonly string[] {
  return ids.filter((each) => each !== id);
}

function byId(records: readonly CrmRecord[]): readonly CrmRecord[] {
  return records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
