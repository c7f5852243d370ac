import assert from 'node:assert/strict';
import type { Chapter } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';

/** What the adapter says of itself and of the account, before anything is read. */
export const describe: Chapter = {
  name: 'describe',
  checks: [
    {
      name: 'says who it is connected to, in words that a link can be built from',
      run: async (trial) => {
        const account = await trial.open().account(trial.signal);
        assert.ok(account.id !== '' && account.name !== '', 'the account has an id and a name');
        assert.ok(
          Intl.supportedValuesOf('timeZone').includes(account.timeZone) || account.timeZone === 'UTC',
        );
        assert.match(account.uiUrl, /^https?:\/\/.*[^/]$/, 'the address of links has no slash at its end');
      },
    },
    {
      name: 'declares objects once each, related ones before leads, and only associations that it declares',
      run: declares,
    },
    {
      name: 'names every field once, with its type, and says which it may write',
      run: async (trial) => {
        const fields = await describeLeads(trial);
        assert.equal(new Set(fields.map(({ name }) => name)).size, fields.length, 'names are given once');
        const { text, number, doomed } = trial.world.facts.fields;
        const typeOf = (field: string) => fields.find(({ name }) => name === field)?.type;
        assert.deepEqual([typeOf(text), typeOf(number), typeOf(doomed)], ['text', 'number', 'text']);
        for (const field of [text, number, doomed])
          assert.ok(
            fields.some(({ name, writable, calculated }) => name === field && writable && !calculated),
          );
      },
    },
    {
      name: 'lists the values of an enumeration as they are written, and not others',
      run: async (trial) => {
        const { name, values, unknown } = trial.world.facts.fields.enumeration;
        const field = (await describeLeads(trial)).find((each) => each.name === name);
        assert.equal(field?.type, 'enumeration');
        const options = field.options?.map(({ value }) => value) ?? [];
        for (const value of values) assert.ok(options.includes(value), `${value} is among the options`);
        assert.ok(!options.includes(unknown), `${unknown} is not among the options`);
      },
    },
    {
      name: 'refuses an object that it does not declare',
      run: async (trial) => {
        const adapter = trial.open();
        await assert.rejects(async () => adapter.describe('no-such-object', trial.signal));
        await assert.rejects(() => trial.pullAll(adapter, { object: 'no-such-object' }));
      },
    },
  ],
};

function describeLeads(trial: Trial) {
  return trial.open().describe(trial.object, trial.signal);
}

async function declares(trial: Trial): Promise<void> {
  const { capabilities, limits } = trial.open();
  const names = capabilities.objects.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length, 'each object is declared once');
  const roles = capabilities.objects.map(({ role }) => role);
  assert.equal(
    roles.indexOf('lead'),
    roles.lastIndexOf('lead') - roles.filter((r) => r === 'lead').length + 1,
  );
  assert.equal(roles.at(-1), 'lead', 'leads are read last, when everything that informs them is there');
  for (const { associations } of capabilities.objects)
    for (const other of associations) assert.ok(names.includes(other), `${other} is declared as well`);
  for (const size of [limits.pushBatch, limits.pushConcurrency, limits.pullPage, limits.readBatch])
    assert.ok(Number.isInteger(size) && size >= 1, 'sizes are whole and at least 1');
}
