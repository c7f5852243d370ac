import { type Answer, problemSchema, type routes } from '@tamis/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectedCrm, connectTwoCrms, type TwoCrms } from '../people/twoCrms.ts';
import { openTestApi, type TestApi } from './openTestApi.ts';

type Lead = Answer<(typeof routes)['readLead']>;
type Decision = 'cutRecord' | 'joinRecord' | 'freeRecord';

let api: TestApi;
let two: TwoCrms;
beforeAll(async () => {
  api = await openTestApi();
  two = await connectTwoCrms(api, 'ours');
});
afterAll(() => api[Symbol.asyncDispose]());

const nameOf = ({ connectionId }: ConnectedCrm, id: string) => `${connectionId}/contacts/${id}`;

async function read(leadId: string): Promise<{ lead: Lead; etag: string }> {
  const answer = await api.send('readLead', { as: two.editor, params: { leadId } });
  return { lead: (await answer.json()) as Lead, etag: answer.headers.get('etag') ?? '' };
}

/** Decides as a person does who has the lead's page open. */
async function decide(name: Decision, leadId: string, body: object, as = two.editor): Promise<Response> {
  const { etag } = await read(leadId);
  return api.send(name, { as, params: { leadId }, body, headers: { 'if-match': etag } });
}

async function history(leadId: string): Promise<readonly string[]> {
  const answer = await api.send('readLeadHistory', { as: two.editor, params: { leadId } });
  const { items } = (await answer.json()) as Answer<(typeof routes)['readLeadHistory']>;
  return items.flatMap((line) => (line.kind === 'event' ? [line.text] : []));
}

/** A person of both CRMs under one address; answers with the lead. */
async function inBoth(id: string): Promise<string> {
  two.hubspot.crm.edit(id, { email: `${id}@firm.example`, title: 'CEO' });
  two.pipedrive.crm.edit(id, { email: `${id.toUpperCase()}@Firm.example`, title: 'Clerk' });
  await two.sync();
  return two.leadOf(two.hubspot, id);
}

describe('a lead that two CRMs hold', () => {
  it('shows why each of its records is there', async () => {
    const { lead } = await read(await inBoth('ada'));
    expect(lead.records.map(({ vendorLabel, link }) => [vendorLabel, link])).toEqual([
      ['HubSpot', { kind: 'email', text: 'same e-mail address as Pipedrive contacts ada', byHand: null }],
      ['Pipedrive', { kind: 'email', text: 'same e-mail address as HubSpot contacts ada', byHand: null }],
    ]);
  });

  it('parts when a person cuts a record, says who did it and why, and stays parted', async () => {
    const leadId = await inBoth('bea');
    const body = { record: nameOf(two.pipedrive, 'bea'), reason: 'her sister writes from there' };
    const answer = await decide('cutRecord', leadId, body);
    const { leadId: alone } = (await answer.json()) as { leadId: string };
    expect(alone).not.toBe(leadId);
    await two.sync();
    expect(await two.leadOf(two.pipedrive, 'bea')).toBe(alone);
    const { lead } = await read(alone);
    expect(lead.records).toMatchObject([
      {
        link: {
          text: expect.stringMatching(
            /^cut by hand, by editor@ours\.example on .*: her sister writes from there$/,
          ),
          byHand: { kind: 'cut', by: 'editor@ours.example', reason: 'her sister writes from there' },
        },
      },
    ]);
    const told = 'editor@ours.example cut Pipedrive contacts bea: her sister writes from there';
    expect(await history(leadId)).toContain(told);
    expect(await history(alone)).toContain(told);
  });

  it('comes together again when the cut is taken back', async () => {
    const leadId = await inBoth('cleo');
    const record = nameOf(two.pipedrive, 'cleo');
    await decide('cutRecord', leadId, { record, reason: 'a mistake' });
    await two.sync();
    const alone = await two.leadOf(two.pipedrive, 'cleo');
    expect((await decide('freeRecord', alone, { record })).status).toBe(200);
    expect(await two.leadOf(two.pipedrive, 'cleo')).toBe(await two.leadOf(two.hubspot, 'cleo'));
  });

  it('asks a run of each of its CRMs to write what follows', async () => {
    const leadId = await inBoth('dora');
    const before = api.queued.length;
    await decide('cutRecord', leadId, { record: nameOf(two.hubspot, 'dora'), reason: 'another Dora' });
    expect(api.queued.slice(before).toSorted()).toEqual([
      `${two.hubspot.connectionId} manual`,
      `${two.pipedrive.connectionId} manual`,
    ]);
  });
});

describe('two leads that are one person', () => {
  it('are joined by hand, with the reason on both sides, and the join outlives another address', async () => {
    two.hubspot.crm.edit('eve', { email: 'eve@firm.example', title: 'CEO' });
    two.pipedrive.crm.edit('eva', { email: 'eva@home.example' });
    await two.sync();
    const [firm, home] = [await two.leadOf(two.hubspot, 'eve'), await two.leadOf(two.pipedrive, 'eva')];
    const body = { record: nameOf(two.pipedrive, 'eva'), to: { leadId: firm }, reason: 'she told us' };
    const { leadId } = (await (await decide('joinRecord', home, body)).json()) as { leadId: string };
    two.pipedrive.crm.edit('eva', { email: 'eva@elsewhere.example' });
    await two.sync();
    expect(await two.leadOf(two.hubspot, 'eve')).toBe(leadId);
    expect(await two.leadOf(two.pipedrive, 'eva')).toBe(leadId);
    const { lead } = await read(leadId);
    const joined = /joined by hand to .*, by editor@ours\.example on .*: she told us$/;
    expect(lead.records.map(({ link }) => link.text)).toEqual([
      expect.stringMatching(joined),
      expect.stringMatching(joined),
    ]);
    expect(await history(leadId)).toContain(
      'editor@ours.example joined Pipedrive contacts eva to HubSpot contacts eve: she told us',
    );
  });

  it('are joined with every record that they have, where a person says so, and without those where not', async () => {
    const both = await inBoth('ines');
    two.hubspot.crm.edit('agnes', { email: 'agnes@home.example' });
    two.hubspot.crm.edit('agnes2', { email: 'agnes@work.example' });
    await two.sync();
    const [home, work] = [await two.leadOf(two.hubspot, 'agnes'), await two.leadOf(two.hubspot, 'agnes2')];
    const body = { record: nameOf(two.hubspot, 'ines'), reason: 'a double name' };
    await decide('joinRecord', both, { ...body, to: { leadId: home }, withOthers: true });
    expect(await two.leadOf(two.hubspot, 'ines')).toBe(await two.leadOf(two.pipedrive, 'ines'));
    expect(await two.leadOf(two.hubspot, 'ines')).toBe(await two.leadOf(two.hubspot, 'agnes'));
    const all = await two.leadOf(two.hubspot, 'ines');
    await decide('joinRecord', all, { ...body, to: { leadId: work } });
    expect(await two.leadOf(two.hubspot, 'ines')).toBe(await two.leadOf(two.hubspot, 'agnes2'));
    expect(await two.leadOf(two.pipedrive, 'ines')).toBe(await two.leadOf(two.hubspot, 'agnes'));
  });

  it('part again when the record that the other was joined to is cut', async () => {
    two.hubspot.crm.edit('flo', { email: 'flo@firm.example' });
    two.pipedrive.crm.edit('flora', { email: 'flora@home.example' });
    await two.sync();
    const home = await two.leadOf(two.pipedrive, 'flora');
    const joined = { record: nameOf(two.pipedrive, 'flora'), to: { record: nameOf(two.hubspot, 'flo') } };
    await decide('joinRecord', home, { ...joined, reason: 'they look alike' });
    await two.sync();
    const both = await two.leadOf(two.hubspot, 'flo');
    await decide('cutRecord', both, { record: nameOf(two.hubspot, 'flo'), reason: 'they are not' });
    expect(await two.leadOf(two.hubspot, 'flo')).not.toBe(await two.leadOf(two.pipedrive, 'flora'));
  });
});

describe('a decision that makes no sense', () => {
  let leadId: string;
  let record: string;
  beforeAll(async () => {
    two.hubspot.crm.edit('solo', { email: 'solo@firm.example' });
    two.hubspot.crm.edit('gone', { email: 'gone@firm.example' });
    two.hubspot.crm.edit('kept', { email: 'kept@firm.example' });
    await two.sync();
    two.hubspot.crm.merge('gone', 'kept');
    await two.sync();
    leadId = await two.leadOf(two.hubspot, 'solo');
    record = nameOf(two.hubspot, 'solo');
  });

  it.each([
    ['cutting what stands alone', 'cutRecord', () => ({ record, reason: 'because' }), 409, 'alone'],
    [
      'joining a record to itself',
      'joinRecord',
      () => ({ record, to: { record }, reason: 'because' }),
      409,
      'itself',
    ],
    [
      'joining a record to the lead that it is alone on',
      'joinRecord',
      () => ({ record, to: { leadId }, reason: 'because' }),
      409,
      'itself',
    ],
    [
      'joining to a record that is gone',
      'joinRecord',
      () => ({ record, to: { record: nameOf(two.hubspot, 'gone') }, reason: 'because' }),
      409,
      'gone',
    ],
    ['freeing what nobody decided on', 'freeRecord', () => ({ record }), 409, 'undecided'],
    [
      'cutting a record of another lead',
      'cutRecord',
      () => ({ record: nameOf(two.hubspot, 'kept'), reason: 'because' }),
      404,
      'no-record',
    ],
  ] as const)('is refused with its reason: %s', async (_, name, body, status, code) => {
    const refused = problemSchema.parse(await (await decide(name, leadId, body())).json());
    expect(refused).toMatchObject({ status, code });
    expect(refused.detail).toMatch(/\.$/);
  });

  it('is refused where somebody else has decided meanwhile', async () => {
    const both = await inBoth('gina');
    const { etag } = await read(both);
    await decide('cutRecord', both, { record: nameOf(two.hubspot, 'gina'), reason: 'another Gina' });
    const late = await api.send('cutRecord', {
      as: two.editor,
      params: { leadId: both },
      body: { record: nameOf(two.pipedrive, 'gina'), reason: 'another Gina' },
      headers: { 'if-match': etag },
    });
    expect(late.status).toBe(412);
  });
});

describe('the records of another company', () => {
  it('cannot be cut, joined or joined to, by whatever name', async () => {
    const theirs = await connectTwoCrms(api, 'theirs');
    theirs.hubspot.crm.edit('hera', { email: 'hera@firm.example' });
    await theirs.sync();
    const [ours, their] = [await inBoth('hera'), await theirs.leadOf(theirs.hubspot, 'hera')];
    const [record, foreign] = [nameOf(two.hubspot, 'hera'), nameOf(theirs.hubspot, 'hera')];
    const reason = 'because';
    const tries: readonly (readonly [Decision, object, TwoCrms['editor']])[] = [
      ['cutRecord', { record, reason }, theirs.editor],
      ['cutRecord', { record: foreign, reason }, two.editor],
      ['freeRecord', { record: foreign }, two.editor],
      ['joinRecord', { record: foreign, to: { record }, reason }, two.editor],
      ['joinRecord', { record, to: { record: foreign }, reason }, two.editor],
      ['joinRecord', { record, to: { leadId: their }, reason }, two.editor],
    ];
    for (const [name, body, as] of tries) expect((await decide(name, ours, body, as)).status, name).toBe(404);
    expect(await two.leadOf(two.pipedrive, 'hera')).toBe(ours);
    expect(await theirs.leadOf(theirs.hubspot, 'hera')).toBe(their);
  });
});
