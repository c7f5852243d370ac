import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestFigures } from '../../src/handOver/digestFigures.ts';
import { addProblems } from '../../src/store/runs.ts';
import type { Scope } from '../../src/store/schema.ts';
import { openTestStore, type TestStore } from '../store/openTestStore.ts';
import { addCompany, addLead, addRun, DURING_THE_WEEK, FIRST_READ, MODEL, MONDAY, WEEK } from './week.ts';

let store: TestStore;
let scope: Scope;
const figures = (language: 'en' | 'fr' = 'en') => {
  const workspace = { id: scope.workspaceId, name: 'company', language: 'en' as const };
  return digestFigures({ db: store.db, workspace, model: MODEL }, WEEK, language);
};
const names = (moved: { leads: readonly { name: string }[] }) => moved.leads.map(({ name }) => name);

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());

describe('leads of a week', () => {
  beforeAll(async () => {
    scope = await addCompany(store.db, 'leads');
    await addRun(store.db, scope);
    const lead = (name: string, ...history: Parameters<typeof addLead>[2]['history']) =>
      addLead(store.db, scope, { name, history });
    await lead('was SQL when first read', [FIRST_READ, 'sql']);
    await lead('became SQL', [FIRST_READ, 'raw'], [DURING_THE_WEEK, 'mql'], [DURING_THE_WEEK + 1, 'sql']);
    await lead('appeared as MQL', [DURING_THE_WEEK, 'mql']);
    await lead(
      'was MQL for an hour',
      [FIRST_READ, 'raw'],
      [DURING_THE_WEEK, 'mql'],
      [DURING_THE_WEEK + 1, 'raw'],
    );
    await lead('came back from sales', [FIRST_READ, 'sql'], [DURING_THE_WEEK, 'mql']);
    await lead('was rejected', [FIRST_READ, 'mql'], [DURING_THE_WEEK, 'disqualified']);
    await lead('sleeps', [FIRST_READ, 'mql'], [DURING_THE_WEEK, 'recycled']);
    await lead('was rejected before', [FIRST_READ, 'recycled'], [DURING_THE_WEEK, 'disqualified']);
    await lead(
      'became SQL the week before',
      [FIRST_READ, 'raw'],
      [WEEK.from - 1, 'sql'],
      [DURING_THE_WEEK, 'sql'],
    );
    await lead('became SQL after eight', [FIRST_READ, 'raw'], [MONDAY, 'sql']);
  });

  it('are told where they stand at its end, if they did not stand there before', async () => {
    const { sql, mql, rejected } = await figures();
    expect(sql).toMatchObject({
      count: 1,
      leads: [{ name: 'became SQL', why: 'score above the threshold' }],
    });
    expect(mql).toMatchObject({ count: 1, leads: [{ name: 'appeared as MQL', company: 'Analytical' }] });
    expect(new Set(names(rejected))).toEqual(new Set(['was rejected', 'sleeps']));
  });

  it('say why in the language of the reader, unless they have moved on since', async () => {
    const [became] = (await figures('fr')).sql.leads;
    expect(became?.why).toBe('score au-dessus du seuil');
    const moved = {
      name: 'moved on',
      history: [
        [DURING_THE_WEEK, 'sql'],
        [MONDAY, 'customer'],
      ],
    } as const;
    await addLead(store.db, scope, moved);
    expect((await figures()).sql.leads).toContainEqual(
      expect.objectContaining({ name: 'moved on', why: '' }),
    );
  });

  it('are told by those with the highest score, and counted in all', async () => {
    scope = await addCompany(store.db, 'many');
    await addRun(store.db, scope);
    for (let lead = 0; lead < 12; lead += 1)
      await addLead(store.db, scope, { name: `lead ${lead}`, history: [[DURING_THE_WEEK, 'mql']] });
    const { mql } = await figures();
    expect([mql.count, mql.leads.length]).toEqual([12, 10]);
  });

  it('are no news before the CRM was read through for the first time', async () => {
    scope = await addCompany(store.db, 'new');
    await addRun(store.db, scope, { at: DURING_THE_WEEK, status: 'paused' });
    await addLead(store.db, scope, { name: 'old customer', history: [[DURING_THE_WEEK, 'sql']] });
    expect((await figures()).sql.count).toBe(0);
    await addRun(store.db, scope, { at: DURING_THE_WEEK + 10 });
    await addLead(store.db, scope, { name: 'new lead', history: [[DURING_THE_WEEK + 20, 'sql']] });
    expect(names((await figures()).sql)).toEqual(['new lead']);
  });
});

describe('problems of a week', () => {
  it('are failed runs, then records by cause, each record once, with the newest run', async () => {
    scope = await addCompany(store.db, 'troubled');
    await addRun(store.db, scope, { at: WEEK.from - 1, status: 'failed', message: 'last week' });
    await addRun(store.db, scope, { at: DURING_THE_WEEK, status: 'failed', message: 'The model is gone.' });
    const failed = await addRun(store.db, scope, {
      at: DURING_THE_WEEK,
      status: 'failed',
      message: 'The model is gone.',
    });
    const runs = [
      await addRun(store.db, scope, { at: DURING_THE_WEEK }),
      await addRun(store.db, scope, { at: DURING_THE_WEEK }),
    ];
    const problem = { object: 'contacts', code: 'kept-by-crm', message: 'The CRM kept its own value.' };
    for (const runId of runs)
      await addProblems(store.db, { ...scope, runId }, [
        { ...problem, recordId: '1' },
        { ...problem, recordId: '2' },
      ]);
    const account = 'troubled CRM';
    expect((await figures()).troubles).toEqual([
      { account, message: 'The model is gone.', records: 0, runs: 2, runId: failed },
      { account, message: problem.message, records: 2, runs: 2, runId: runs[1] },
    ]);
  });

  it('are accounts that nobody has connected again, for as long as nobody has', async () => {
    expect((await figures()).reconnect).toEqual([]);
    await store.db
      .updateTable('connections')
      .set({ status: 'reconnect-needed' })
      .where('id', '=', scope.connectionId)
      .execute();
    expect((await figures()).reconnect).toEqual(['troubled CRM']);
  });
});
