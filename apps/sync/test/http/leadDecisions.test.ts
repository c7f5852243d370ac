import { type Answer, problemSchema, type routes } from '@tamis/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addLeadEvents } from '../../src/store/leadEvents.ts';
import { connectTwoCrms, type TwoCrms } from '../people/twoCrms.ts';
import { openTestApi, type Sent, type TestApi } from './openTestApi.ts';

type Lead = Answer<(typeof routes)['readLead']>;
type Page = Answer<(typeof routes)['readLeadHistory']>;
type Decision = 'setManualStage' | 'clearManualStage' | 'setManualValue' | 'clearManualValue';

const DAY = 86_400_000;

let api: TestApi;
let two: TwoCrms;
let leadId: string;
beforeAll(async () => {
  api = await openTestApi();
  two = await connectTwoCrms(api, 'ours');
  two.hubspot.crm.edit('ada', { email: 'ada@firm.example', title: 'CEO' });
  await two.sync();
  leadId = await two.leadOf(two.hubspot, 'ada');
});
afterAll(() => api[Symbol.asyncDispose]());

async function read(): Promise<{ lead: Lead; etag: string }> {
  const answer = await api.send('readLead', { as: two.editor, params: { leadId } });
  return { lead: (await answer.json()) as Lead, etag: answer.headers.get('etag') ?? '' };
}

async function decide(name: Decision, { params = {}, body }: Sent = {}): Promise<Response> {
  const { etag } = await read();
  const headers = { 'if-match': etag };
  return api.send(name, { as: two.editor, params: { leadId, ...params }, body, headers });
}

/** Every line of the history, a page of so many at a time. */
async function history(limit: number): Promise<Page['items']> {
  const lines: Page['items'] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const address = `${api.url}/api/leads/${leadId}/history?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const page = (await (await fetch(address, { headers: { cookie: two.editor.cookie } })).json()) as Page;
    lines.push(...page.items);
    cursor = page.next;
  }
  return lines;
}

const texts = async () => (await history(50)).flatMap((line) => (line.kind === 'event' ? [line.text] : []));

describe('a field that a person sets', () => {
  const title = { path: 'person.jobTitle' };

  it('is shown with its reason, by whom and until when, and is told in the history', async () => {
    const until = Date.now() + DAY;
    const set = await decide('setManualValue', {
      params: title,
      body: { value: 'CTO', reason: 'she told us', until },
    });
    const { manualValues } = (await set.json()) as Lead;
    expect(manualValues).toMatchObject([
      { ...title, label: 'job title', value: 'CTO', reason: 'she told us', by: 'editor@ours.example', until },
    ]);
    expect((await texts())[0]).toMatch(/^editor@ours\.example set job title to “CTO” until .*: she told us$/);
    expect(api.queued.at(-1)).toBe(`${two.hubspot.connectionId} manual`);
  });

  it('is left to the CRMs again when it is cleared', async () => {
    const cleared = await decide('clearManualValue', { params: title });
    expect(((await cleared.json()) as Lead).manualValues).toEqual([]);
    expect((await texts())[0]).toBe('editor@ours.example left job title to the CRMs again');
  });

  it('may be nothing, on purpose', async () => {
    await decide('setManualValue', { params: title, body: { value: null, reason: 'she left', until: null } });
    const { lead } = await read();
    expect(lead.manualValues).toMatchObject([{ ...title, value: null, until: null }]);
    expect((await texts())[0]).toBe('editor@ours.example set job title to nothing: she left');
  });

  it.each([
    ['a field that is not of the person or the company', 'lifecycle.stage', 'sql'],
    ['no field at all', 'person.shoeSize', '38'],
    ['a text for a number', 'company.employees', 'many'],
    ['a number for a text', 'person.jobTitle', 7],
  ])('is refused where it is %s', async (_, path, value) => {
    const body = { value, reason: 'because', until: null };
    const refused = problemSchema.parse(
      await (await decide('setManualValue', { params: { path }, body })).json(),
    );
    expect(refused).toMatchObject({ status: 422, kind: 'invalid' });
  });

  it('is refused where its end lies in the past', async () => {
    const body = { value: 'CTO', reason: 'because', until: Date.now() - 1 };
    expect((await decide('setManualValue', { params: title, body })).status).toBe(422);
  });

  it('is offered for texts and numbers of the person and the company', async () => {
    const { settable } = (await read()).lead;
    expect(settable).toContainEqual({ path: 'company.employees', label: 'employees', type: 'number' });
    expect(settable.every(({ path }) => /^(person|company)\./.test(path))).toBe(true);
  });
});

describe('a stage that a person sets', () => {
  it('and its end by hand are lines of the history', async () => {
    await decide('setManualStage', { body: { stage: 'sql', reason: 'met at the fair', until: null } });
    await decide('clearManualStage');
    expect((await texts()).slice(0, 2)).toEqual([
      'editor@ours.example let the model decide the stage again',
      'editor@ours.example set the stage to SQL (ready for sales): met at the fair',
    ]);
    const before = await texts();
    await decide('clearManualStage');
    expect(await texts()).toEqual(before);
  });
});

describe('the history', () => {
  beforeAll(async () => {
    const { owner } = api.store;
    const { workspaceId } = two.editor;
    const event = { kind: 'leads-merged', from: '7' } as const;
    await addLeadEvents(
      owner,
      workspaceId,
      Array.from({ length: 5 }, () => ({ leadId, at: 1_000, event })),
    );
    await owner
      .insertInto('past_stages')
      .values(
        ['lifecyclestage', 'hs_lead_status'].map((field) => ({
          workspace_id: workspaceId,
          connection_id: two.hubspot.connectionId,
          object: 'contacts',
          record_id: 'ada',
          field,
          at: 1_000,
          stage: 'mql' as const,
          word: 'Marketing qualified lead',
        })),
      )
      .execute();
  });

  it.each([1, 2, 3])('loses and repeats nothing where lines share an instant, %i a page', async (limit) => {
    expect(await history(limit)).toEqual(await history(200));
  });

  it('is newest first, and goes back to what the CRM said before us', async () => {
    const lines = await history(200);
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).toSorted((a, b) => b - a));
    expect(new Set(lines.map(({ kind }) => kind))).toEqual(new Set(['evaluation', 'event', 'past-stage']));
    expect(lines.slice(-2)).toEqual(
      ['lifecyclestage', 'hs_lead_status'].map((field) => ({
        id: expect.any(String),
        kind: 'past-stage',
        at: 1_000,
        stage: 'mql',
        text: `HubSpot said “Marketing qualified lead” (${field}): MQL (marketing qualified)`,
      })),
    );
  });

  it('is told in the language of whoever reads it', async () => {
    await api.send('changeMe', { as: two.editor, body: { language: 'fr' } });
    expect((await texts())[0]).toBe('editor@ours.example laisse de nouveau le modèle décider de l’étape');
    expect((await read()).lead.manualValues).toMatchObject([{ label: 'fonction' }]);
  });

  it('refuses a cursor that is none of ours', async () => {
    const address = `${api.url}/api/leads/${leadId}/history?cursor=`;
    const headers = { cookie: two.editor.cookie };
    for (const cursor of ['17', 'bm9uc2Vuc2U', 'WzEsMl0']) {
      expect((await fetch(`${address}${cursor}`, { headers })).status).toBe(422);
    }
  });
});
