import assert from 'node:assert/strict';
import type { Chapter } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import { assertAllWritten, at } from './evidence.ts';

/** Texts of people's own, which have to come through as they are. */
const TEXTS: readonly string[] = [
  'Zoë Łukaszewska-Ñúñez',
  'مرحبا بالعالم',
  'עברית then English',
  '株式会社テスト',
  'a family 👩‍👩‍👧‍👦 and a flag 🇫🇷',
  'e\u0301 is two code points',
  '"quotes", \'apostrophes\', back\\slash, 100 %',
  '=HYPERLINK("http://x")',
  "'; DROP TABLE leads; --",
  '<b>bold</b> &amp; {{template}}',
  'a line\nand another',
  'null',
  '0012',
];

/** Characters and sizes. */
export const texts: Chapter = {
  name: 'texts and sizes',
  checks: [
    { name: 'of every script come back as they were written', run: comeBack },
    {
      name: 'a NUL spoils no other record, and what counts as written is what the CRM holds',
      run: async (trial) => {
        const adapter = trial.open();
        const ids = (await trial.settle(adapter.limits.pushBatch > 1 ? 2 : 1)).map(({ id }) => id);
        const [first = '', second] = ids;
        const changes = [trial.change(first, 'a\u0000b'), ...(second ? [trial.change(second, 'fine')] : [])];
        const outcomes = await trial.push(adapter, changes);
        assert.deepEqual(
          outcomes.map(({ id }) => id),
          ids,
        );
        if (second) assert.equal(outcomes[1]?.status, 'written');
        const [outcome] = outcomes;
        if (outcome?.status !== 'written') assert.equal(outcome?.status, 'refused');
        else assert.equal(outcome.fields[trial.world.facts.fields.text], await trial.textOf(first));
      },
    },
    {
      name: 'as long as the field takes are written whole, and one character more is refused, never cut',
      needs: ({ world }) =>
        world.facts.longestText === undefined ? 'this CRM does not say how long a text may be' : null,
      run: longest,
    },
  ],
};

async function comeBack(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const held = await trial.settle(TEXTS.length);
  const wanted = new Map(held.slice(0, TEXTS.length).map(({ id }, place) => [id, at(TEXTS, place)]));
  for (const [id, text] of wanted)
    assertAllWritten(await trial.push(adapter, [trial.change(id, text)]), [id]);
  for (const [id, text] of wanted) assert.equal(await trial.textOf(id), text);
  await trial.untilShown();
  const { records } = await trial.pullAll(adapter);
  const pulled = new Map(records.map(({ id, fields }) => [id, fields[trial.world.facts.fields.text]]));
  for (const [id, text] of wanted) assert.equal(pulled.get(id), text);
}

async function longest(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const { text } = trial.world.facts.fields;
  const fields = await adapter.describe(trial.object, trial.signal);
  const most = trial.world.facts.longestText ?? 0;
  assert.equal(fields.find(({ name }) => name === text)?.maxLength, most, 'the description says how long');
  const { id } = at(await trial.settle(1), 0);
  const whole = 'ä'.repeat(most);
  assertAllWritten(await trial.push(adapter, [trial.change(id, whole)]), [id]);
  assert.equal(await trial.textOf(id), whole);
  const [outcome] = await trial.push(adapter, [trial.change(id, `${whole}!`)]);
  assert.equal(outcome?.status, 'refused', `a text that is too long was answered ${outcome?.status}`);
  if (outcome?.status === 'refused') assert.equal(outcome.field, text, 'the refusal names the field');
  assert.equal(await trial.textOf(id), whole);
}
