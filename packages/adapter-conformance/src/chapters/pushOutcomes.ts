import assert from 'node:assert/strict';
import type { Chapter, Offered } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import { assertAllWritten, at } from './evidence.ts';

/** A push says of each record what became of it. */
export const pushOutcomes: Chapter = {
  name: 'push outcomes',
  checks: [
    {
      name: 'one for each change, in the order given, and the CRM holds what they say',
      run: async (trial) => {
        const adapter = trial.open();
        const held = await trial.settle(adapter.limits.pushBatch);
        const ids = held.map(({ id }) => id).toReversed();
        const outcomes = await trial.push(
          adapter,
          ids.map((id) => trial.change(id, `for ${id}`)),
        );
        assertAllWritten(outcomes, ids);
        const now = new Map((await trial.world.person.all()).map(({ id, fields }) => [id, fields]));
        const { text } = trial.world.facts.fields;
        for (const id of ids) assert.equal(now.get(id)?.[text], `for ${id}`);
      },
    },
    { name: 'tell the value that the CRM took and the record’s new time', run: tellValueAndTime },
    {
      name: 'of every type of field, and of a field that is cleared',
      run: async (trial) => {
        const adapter = trial.open();
        const { person, facts } = trial.world;
        const { text, number, enumeration } = facts.fields;
        const { id } = at(await trial.settle(1), 0);
        const [value] = enumeration.values;
        const fields = { [text]: 'words', [number]: 17, [enumeration.name]: value };
        assertAllWritten(await trial.push(adapter, [{ id, fields }]), [id]);
        const full = (await person.read(id))?.fields ?? {};
        assert.deepEqual([full[text], Number(full[number])], ['words', 17]);
        const cleared = { [text]: null, [number]: null, [enumeration.name]: null };
        assertAllWritten(await trial.push(adapter, [{ id, fields: cleared }]), [id]);
        const empty = (await person.read(id))?.fields ?? {};
        for (const name of [text, number, enumeration.name])
          assert.ok((empty[name] ?? '') === '', `${name} is empty`);
      },
    },
    { name: 'leave every field alone that was not sent', run: leaveOthersAlone },
    {
      name: 'none for no change',
      run: async (trial) => assert.deepEqual(await trial.push(trial.open(), []), []),
    },
    {
      name: 'do not mix when as many pushes are under way as the adapter plans with',
      run: async (trial) => {
        const adapter = trial.open();
        const held = await trial.settle(adapter.limits.pushConcurrency * 2);
        const pushes = Array.from({ length: adapter.limits.pushConcurrency }, (_, index) =>
          held.slice(index * 2, index * 2 + 2).map(({ id }) => id),
        );
        await Promise.all(
          pushes.map(async (ids) => {
            const outcomes = await trial.push(
              adapter,
              ids.map((id) => trial.change(id, `mine ${id}`)),
            );
            assertAllWritten(outcomes, ids);
          }),
        );
        for (const { id } of held) assert.equal(await trial.textOf(id), `mine ${id}`);
      },
    },
    {
      name: 'one each of a push in bulk as well',
      needs: bulkMissing,
      run: async (trial) => {
        const adapter = trial.open();
        const from = adapter.limits.bulkPush?.from ?? 0;
        const ids = (await trial.settle(from)).map(({ id }) => id).slice(0, from);
        const outcomes = await trial.push(
          adapter,
          ids.map((id) => trial.change(id, `bulk ${id}`)),
        );
        assertAllWritten(outcomes, ids);
        assert.equal(await trial.textOf(at(ids, -1)), `bulk ${at(ids, -1)}`);
      },
    },
  ],
};

function bulkMissing({ limits }: Offered): string | null {
  return limits.bulkPush === undefined ? 'this adapter plans no pushes in bulk' : null;
}

async function tellValueAndTime(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const { id } = at(await trial.settle(1), 0);
  const before = trial.world.clock.now();
  const [outcome] = await trial.push(adapter, [trial.change(id, 'told')]);
  assert.equal(outcome?.status, 'written');
  if (outcome?.status !== 'written') return;
  assert.equal(outcome.fields[trial.world.facts.fields.text], 'told');
  assert.ok(outcome.modifiedAt >= before - 2000, 'the new time is the time of the write');
}

async function leaveOthersAlone(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const { person, facts } = trial.world;
  const [ada, bob] = await trial.settle(2);
  assert.ok(ada && bob);
  await person.edit(ada.id, { [facts.fields.doomed]: 'Ada’s own' });
  const untouched = await person.read(bob.id);
  assertAllWritten(await trial.push(adapter, [trial.change(ada.id, 'ours')]), [ada.id]);
  assert.equal((await person.read(ada.id))?.fields[facts.fields.doomed], 'Ada’s own');
  assert.deepEqual(await person.read(bob.id), untouched, 'another record is as it was');
}
