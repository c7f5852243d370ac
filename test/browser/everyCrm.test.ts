import { type Sandbox, startSandbox } from '@tamis/crm-sandbox';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { violations } from './axe.ts';
import { launch } from './chromium.ts';
import { serveTamis, type TestService } from './service.ts';
import { consent, mapFirst, setUpFirst } from './signedIn.ts';
import { openPage, type WatchedPage } from './watched.ts';
import { saying } from './words.ts';

const CONTACTS = 25;
const CRMS = [
  { crm: 'HubSpot', allow: 'Connect app', object: 'contacts' },
  { crm: 'Salesforce', allow: 'Allow', object: 'Lead' },
  { crm: 'Pipedrive', allow: 'Allow and Install', object: 'persons' },
] as const;
/** A custom field as the CRMs call it: our own names, and those that Pipedrive makes up for everybody's. */
const CUSTOM = /^tamis_|^Tamis_\w+__c$|^[0-9a-f]{40}$/;
const record = z.object({ properties: z.record(z.string(), z.unknown()) });

let browser: Browser;
let service: TestService;
let watched: WatchedPage;
let sandboxes: Readonly<Record<string, Sandbox>>;
beforeAll(async () => {
  browser = await launch(inject('chromium'));
  const salesforce = await startSandbox({ vendor: 'salesforce', contacts: CONTACTS });
  const pipedrive = await startSandbox({ vendor: 'pipedrive', contacts: CONTACTS });
  service = await serveTamis(CONTACTS, inject('postgresUrl'), {
    SALESFORCE_API_URL: salesforce.url,
    SALESFORCE_LOGIN_URL: salesforce.url,
    SALESFORCE_CLIENT_ID: salesforce.credentials.clientId,
    SALESFORCE_CLIENT_SECRET: salesforce.credentials.clientSecret,
    PIPEDRIVE_API_URL: pipedrive.url,
    PIPEDRIVE_OAUTH_URL: pipedrive.url,
    PIPEDRIVE_CLIENT_ID: pipedrive.credentials.clientId,
    PIPEDRIVE_CLIENT_SECRET: pipedrive.credentials.clientSecret,
  });
  sandboxes = { HubSpot: service.crm.sandbox, Salesforce: salesforce, Pipedrive: pipedrive };
  watched = await openPage(browser);
  await setUpFirst(watched.page, service, 'en');
}, 120_000);
afterAll(async () => {
  await watched[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
  await sandboxes.Salesforce?.close();
  await sandboxes.Pipedrive?.close();
  await browser.close();
});

/** How many values of custom fields each record of a CRM carries, in the order of the CRM. */
async function customValues(crm: string, object: string): Promise<readonly number[]> {
  const answer = await fetch(`${sandboxes[crm]?.url}/_sandbox/objects/${object}`);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const { properties } = record.parse(JSON.parse(line));
    return Object.entries(properties).filter(
      ([name, value]) => CUSTOM.test(name) && value !== null && value !== '',
    ).length;
  });
}

it.each(CRMS)(
  '$crm is connected by its own consent page, mapped, approved, and then holds a score for everybody',
  async ({ crm, allow, object }) => {
    const { page, complaints } = watched;
    const say = saying('en');
    const before = await customValues(crm, object);
    expect(before).not.toEqual([]);
    await page.goto(`${service.url}/connections`);
    await consent(page, 'en', { crm, allow });
    await mapFirst(page, 'en');
    expect(await customValues(crm, object)).toEqual(before);
    await page.getByRole('button', { name: say('proposal.approve') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('proposal.approve') })
      .click();
    await page.getByText(say('proposal.approved')).waitFor();
    const everybody = async () =>
      (await customValues(crm, object)).every((values, index) => values > (before[index] ?? 0));
    await expect.poll(everybody, { timeout: 60_000 }).toBe(true);
    expect(complaints).toEqual([]);
  },
);

it('all accounts stand beside each other, and none of their runs failed', async () => {
  const { page } = watched;
  const say = saying('en');
  await page.goto(`${service.url}/connections`);
  for (const { crm } of CRMS) await page.getByRole('main').getByText(crm, { exact: true }).first().waitFor();
  await page.goto(`${service.url}/runs`);
  const table = page.getByRole('table', { name: say('runs.title') });
  await table
    .getByRole('cell', { name: say('run.status.done') })
    .first()
    .waitFor();
  expect(await table.getByRole('cell', { name: say('run.status.failed') }).count()).toBe(0);
});

it('two leads are joined by hand and cut again, a field is set, and the history says who did it and why', async () => {
  const { page, complaints } = watched;
  const say = saying('en');
  const dialog = page.getByRole('dialog');
  const decide = async (button: 'link.join' | 'link.cut' | 'value.save', reason: string) => {
    await dialog.getByRole('textbox', { name: say('decision.reason') }).fill(reason);
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: say(button) }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  await page.goto(`${service.url}/leads`);
  const leads = page.getByRole('list', { name: say('leads.title') }).getByRole('link');
  await leads.first().waitFor();
  const [, other = ''] = await leads.allTextContents();
  await leads.first().click();
  await page
    .getByRole('button', { name: say('link.joinRecord') })
    .first()
    .click();
  await dialog.getByLabel(say('link.search')).fill(other);
  await dialog.getByRole('radio').first().check();
  await decide('link.join', 'they changed their name');
  await page
    .getByRole('button', { name: say('link.cutRecord') })
    .first()
    .click();
  await decide('link.cut', 'they did not after all');
  await page.getByRole('button', { name: say('value.set') }).click();
  await dialog.getByLabel(say('value.value')).fill('somebody@else.example');
  await decide('value.save', 'told on the phone');
  const history = page.getByRole('table', { name: say('lead.history') });
  for (const line of [
    /joined .*: they changed their name/,
    /cut .*: they did not after all/,
    /: told on the phone/,
  ])
    await history.getByText(line).first().waitFor();
  await page.getByRole('button', { name: say('value.clearField') }).click();
  await page.getByText(say('value.none')).waitFor();
  expect(complaints).toEqual([]);
});
