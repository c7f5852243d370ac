import assert from 'node:assert/strict';
import type { FieldSpec } from '@tamis/adapter';
import type { Chapter } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import { assertAllWritten, assertSameIds } from './evidence.ts';

/** Everything may be repeated. */
export const idempotence: Chapter = {
  name: 'idempotence',
  checks: [
    {
      name: 'the same push twice leaves the CRM as it was after the first',
      run: async (trial) => {
        const adapter = trial.open();
        const ids = (await trial.settle(5)).map(({ id }) => id);
        const changes = ids.map((id) => trial.change(id, `once ${id}`));
        assertAllWritten(await trial.push(adapter, changes), ids);
        const after = await trial.world.person.all();
        assertAllWritten(await trial.push(adapter, changes), ids);
        assert.deepEqual(await trial.world.person.all(), after);
      },
    },
    {
      name: 'our own write comes back once, as it was written, and then no more',
      run: async (trial) => {
        const adapter = trial.open();
        const ids = (await trial.settle(5)).map(({ id }) => id);
        const cursor = await trial.readEverything(adapter);
        await trial.push(
          adapter,
          ids.map((id) => trial.change(id, `echo of ${id}`)),
        );
        await trial.untilShown();
        const echo = await trial.pullAll(adapter, { cursor });
        assertSameIds(echo.ids, ids);
        const { text } = trial.world.facts.fields;
        for (const { id, fields } of echo.records) assert.equal(fields[text], `echo of ${id}`);
        await trial.untilShown();
        const second = await trial.pullAll(adapter, { cursor: echo.cursor });
        await trial.untilShown();
        assert.deepEqual((await trial.pullAll(adapter, { cursor: second.cursor })).ids, []);
      },
    },
    {
      name: 'two full walks of an account at rest give the same records',
      run: async (trial) => {
        const adapter = trial.open();
        await trial.settlePages(adapter, 2);
        const fields = Object.values(trial.world.facts.fields).filter((field) => typeof field === 'string');
        const first = await trial.pullAll(adapter, { fields });
        const second = await trial.pullAll(trial.open(), { fields });
        const byId = (pulled: typeof first) => new Map(pulled.records.map((record) => [record.id, record]));
        assert.deepEqual(byId(second), byId(first));
      },
    },
    {
      name: 'a field that is provisioned twice is created once and can be written',
      needs: ({ capabilities }) =>
        capabilities.provision ? null : 'this adapter declares that it creates no fields',
      run: provisionTwice,
    },
  ],
};

async function provisionTwice(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const spec: FieldSpec = {
    object: trial.object,
    name: 'tamis_shown_twice',
    label: 'Tamis shown twice',
    description: 'Made by the conformance suite.',
    type: 'text',
  };
  const [created, ...others] = await adapter.provision([spec], trial.signal);
  assert.ok(created !== undefined && others.length === 0, 'one field was created');
  assert.deepEqual(await adapter.provision([spec], trial.signal), []);
  assert.deepEqual(
    await trial.open().provision([spec], trial.signal),
    [],
    'another process creates none either',
  );
  const same = (await adapter.describe(trial.object, trial.signal)).filter(
    ({ label }) => label === spec.label,
  );
  assert.equal(same.length, 1, 'the object has the field once');
  const [held] = await trial.settle(1);
  const changes = [{ id: held?.id ?? '', fields: { [same[0]?.name ?? '']: 'written' } }];
  assertAllWritten(await trial.push(adapter, changes), [held?.id ?? '']);
}
