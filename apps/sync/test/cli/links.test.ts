import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { UsageError } from '../../src/cli/exit.ts';
import { openTestApi, type TestApi } from '../http/openTestApi.ts';
import { connectTwoCrms, type TwoCrms } from '../people/twoCrms.ts';
import { typeCommand } from './typeCommand.ts';

let api: TestApi;
let two: TwoCrms;
beforeAll(async () => {
  api = await openTestApi();
  two = await connectTwoCrms(api, 'default');
  two.hubspot.crm.edit('1', { email: 'ada@müller.example', title: 'CEO' });
  two.pipedrive.crm.edit('9', { email: 'Ada+fair@xn--mller-kva.example' });
  two.hubspot.crm.edit('2', { email: 'info@firm.example' });
  two.pipedrive.crm.edit('8', { email: 'info@firm.example' });
  await two.sync();
});
afterAll(() => api[Symbol.asyncDispose]());

const links = (...words: readonly string[]) => typeCommand(api, ['links', ...words]);

const shown = z.object({
  leads: z.array(
    z.object({
      leadId: z.string(),
      records: z.array(
        z.object({
          record: z.string(),
          gone: z.boolean(),
          link: z.object({
            kind: z.string(),
            text: z.string(),
            byHand: z.object({ by: z.string(), reason: z.string() }).nullable(),
          }),
        }),
      ),
    }),
  ),
});

async function show(word: string) {
  return shown.parse(JSON.parse((await links('show', word, '--json')).stdout)).leads;
}

describe('tamis links show', () => {
  it.each(['ada@müller.example', 'ADA@xn--mller-kva.example', 'hubspot/contacts/1', 'pipedrive/contacts/9'])(
    'finds the person by %s, with all records and why they are linked',
    async (word) => {
      expect(await show(word)).toMatchObject([
        {
          leadId: await two.leadOf(two.hubspot, '1'),
          records: [
            { record: 'hubspot/contacts/1', link: { text: 'same e-mail address as Pipedrive contacts 9' } },
            { record: 'pipedrive/contacts/9', link: { text: 'same e-mail address as HubSpot contacts 1' } },
          ],
        },
      ]);
    },
  );

  it('finds a lead by its id, and says it in a table to people', async () => {
    const leadId = await two.leadOf(two.hubspot, '1');
    const { stdout } = await links('show', leadId);
    expect(stdout).toMatch(new RegExp(`^Lead ${leadId}: ada\\S+, Raw\n`, 'i'));
    expect(stdout).toMatch(/HubSpot\s+contacts\s+1\s+same e-mail address as Pipedrive contacts 9\n/);
  });

  it('says of a role address that it links nobody', async () => {
    const leads = await show('info@firm.example');
    expect(leads.flatMap(({ records }) => records.map(({ link }) => link.text))).toEqual([
      'role address: never linked by itself',
      'role address: never linked by itself',
    ]);
  });

  it.each([
    ['nobody@firm.example', /no such lead/],
    ['999999', /no such lead/],
    ['hubspot/contacts/77', /no such record/],
    ['salesforce/Lead/1', /no such record/],
    ['nonsense', /no such record/],
  ])('says so where %s means nothing here', async (word, message) => {
    await expect(links('show', word)).rejects.toThrow(message);
    await expect(links('show', word)).rejects.toBeInstanceOf(UsageError);
  });
});

describe('tamis links list', () => {
  it('counts leads by the CRMs that hold them, and lists those in several alone when asked', async () => {
    const all = JSON.parse((await links('list', '--json')).stdout);
    expect(all).toMatchObject({
      total: 3,
      counts: [
        { crms: 1, leads: 2 },
        { crms: 2, leads: 1 },
      ],
    });
    expect(all.leads).toHaveLength(3);
    const { stdout } = await links('list', '--several');
    expect(stdout).toMatch(/Raw\s+HubSpot, Pipedrive\s+2\n3 leads, 2 in 1 CRM, 1 in 2 CRMs\n$/);
    expect(stdout).not.toContain('info@firm.example');
  });
});

describe('tamis links cut, join and free', () => {
  it('parts a person, joins two, and takes both back, each with who did it and why', async () => {
    const cut = await links('cut', 'pipedrive/contacts/9', '--reason', 'her mother', '--json');
    expect(JSON.parse(cut.stdout)).toMatchObject({
      record: 'pipedrive/contacts/9',
      crms: expect.arrayContaining(['HubSpot', 'Pipedrive']),
    });
    expect(await two.leadOf(two.pipedrive, '9')).not.toBe(await two.leadOf(two.hubspot, '1'));
    expect((await show('pipedrive/contacts/9'))[0]?.records[0]?.link.byHand).toMatchObject({
      by: 'command line',
      reason: 'her mother',
    });

    const joined = await links(
      'join',
      'pipedrive/contacts/9',
      'hubspot/contacts/2',
      '--reason',
      'she reads info@',
    );
    expect(joined.stdout).toMatch(/^Pipedrive contacts 9 is joined: it shows lead \d+\.\n.*tamis sync/);
    expect(await two.leadOf(two.pipedrive, '9')).toBe(await two.leadOf(two.hubspot, '2'));

    await links('free', 'pipedrive/contacts/9');
    expect(await two.leadOf(two.pipedrive, '9')).toBe(await two.leadOf(two.hubspot, '1'));
    await expect(links('free', 'pipedrive/contacts/9')).rejects.toThrow(/Nobody has cut or joined/);
  });

  it('wants a reason that says something', async () => {
    for (const words of [['--reason', 'no'], []]) {
      const { code, stderr } = await links('cut', 'pipedrive/contacts/9', ...words);
      expect(code).toBe(2);
      expect(stderr).toMatch(/--reason/);
    }
    expect(await two.leadOf(two.pipedrive, '9')).toBe(await two.leadOf(two.hubspot, '1'));
  });
});
