import assert from 'node:assert/strict';
import { FieldGone } from '@tamis/adapter';
import type { Chapter } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import type { World } from '../world.ts';
import { assertAllWritten, at } from './evidence.ts';

/** A person changes the fields of the CRM: only the field concerned pauses. */
export const drift: Chapter = {
  name: 'schema drift',
  checks: [
    {
      name: 'a pull names the field that was deleted and no other, and goes on without it',
      needs: cannotDelete,
      run: async (trial) => {
        const { text, doomed } = trial.world.facts.fields;
        await trial.settle(3);
        await trial.world.person.deleteField?.(doomed);
        await assertFieldGone(trial, trial.pullAll(trial.open(), { fields: [text, doomed] }));
        assert.equal((await trial.pullAll(trial.open())).ids.length, 3);
      },
    },
    {
      name: 'a push names the field that was deleted and no other, and goes on without it',
      needs: cannotDelete,
      run: async (trial) => {
        const adapter = trial.open();
        const { text, doomed } = trial.world.facts.fields;
        const ids = (await trial.settle(3)).map(({ id }) => id);
        await trial.world.person.deleteField?.(doomed);
        const changes = ids.map((id) => ({ id, fields: { [text]: 'kept', [doomed]: 'lost' } }));
        await assertFieldGone(trial, trial.push(adapter, changes));
        assertAllWritten(
          await trial.push(
            adapter,
            ids.map((id) => trial.change(id, 'kept')),
          ),
          ids,
        );
      },
    },
    {
      name: 'a deleted field is no longer described',
      needs: cannotDelete,
      run: async (trial) => {
        const adapter = trial.open();
        const { text, doomed } = trial.world.facts.fields;
        await adapter.describe(trial.object, trial.signal);
        await trial.world.person.deleteField?.(doomed);
        const names = (await adapter.describe(trial.object, trial.signal)).map(({ name }) => name);
        assert.deepEqual([names.includes(text), names.includes(doomed)], [true, false]);
      },
    },
    {
      name: 'a field that was given another label keeps its name and its values',
      needs: ({ world }) => (world.person.relabelField ? null : 'nobody can rename fields of this world'),
      run: async (trial) => {
        const adapter = trial.open();
        const { text } = trial.world.facts.fields;
        const { id } = at(await trial.settle(1), 0);
        await trial.world.person.relabelField?.(text, 'Quite another name');
        const field = (await adapter.describe(trial.object, trial.signal)).find(({ name }) => name === text);
        assert.equal(field?.label, 'Quite another name');
        assertAllWritten(await trial.push(adapter, [trial.change(id, 'still here')]), [id]);
        assert.equal((await trial.pullAll(adapter)).records[0]?.fields[text], 'still here');
      },
    },
    {
      name: 'a field that never was is named at once',
      run: async (trial) => {
        const { text } = trial.world.facts.fields;
        const walk = trial.pullAll(trial.open(), { fields: [text, 'no_such_field'] });
        await assertFieldGone(trial, walk, 'no_such_field');
      },
    },
  ],
};

function cannotDelete({ world }: { world: World }): string | null {
  return world.person.deleteField ? null : 'nobody can delete fields of this world';
}

async function assertFieldGone(
  trial: Trial,
  work: Promise<unknown>,
  field: string = trial.world.facts.fields.doomed,
): Promise<void> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof FieldGone, `says that the field is gone, not: ${String(error)}`);
  assert.deepEqual([error.object, error.fields], [trial.object, [field]]);
}
