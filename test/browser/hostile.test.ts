import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './chromium.ts';
import { serveTamis, type TestService } from './service.ts';
import { connectFirst, mapFirst } from './signedIn.ts';
import { openPage, type WatchedPage } from './watched.ts';
import { saying } from './words.ts';

const FIRST = '<img src=x onerror="document.title=\'owned\'">';
const LAST = '</script><script>document.title="owned"</script>';
const COMPANY = '"><svg onload=document.title=`owned`>';
const TITLE = 'javascript:document.title="owned"';
const EMAIL = 'mallory@hostile.example';

let browser: Browser;
let service: TestService;
let watched: WatchedPage;
beforeAll(async () => {
  browser = await launch(inject('chromium'));
  service = await serveTamis(20, inject('postgresUrl'));
  await service.crm.create({
    firstname: FIRST,
    lastname: LAST,
    company: COMPANY,
    jobtitle: TITLE,
    email: EMAIL,
  });
  watched = await openPage(browser);
  await connectFirst(watched.page, service, 'en');
  await mapFirst(watched.page, 'en');
}, 120_000);
afterAll(async () => {
  await watched[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
  await browser.close();
});

const say = saying('en');

/** The name is there to be read, and nothing of it became a part of the page. */
async function expectText(page: Page): Promise<void> {
  await page.getByText(FIRST).first().waitFor();
  expect(await page.locator('img[src="x"], svg[onload], main script, a[href^="javascript:"]').count()).toBe(
    0,
  );
  expect(await page.title()).not.toBe('owned');
}

it('a lead named like a piece of a page shows as text wherever it shows', async () => {
  const { page, complaints } = watched;
  await expectText(page);
  await page.goto(`${service.url}/leads?search=${encodeURIComponent(EMAIL)}`);
  await expectText(page);
  await page
    .getByRole('list', { name: say('leads.title') })
    .getByRole('link')
    .first()
    .click();
  await page.getByRole('region', { name: say('lead.waterfall') }).waitFor();
  await expectText(page);
  await page.goto(`${service.url}/mapping`);
  await page.getByLabel(say('mapping.test.record')).fill(EMAIL);
  await page.getByRole('button', { name: say('mapping.test.run') }).click();
  await expectText(page);
  expect(complaints).toEqual([]);
});

it('a lead named like a piece of a page shows as text where somebody would move', async () => {
  const { page, complaints } = watched;
  await page.goto(`${service.url}/qualification`);
  await page.getByLabel(/^MQL.*enters at$/).fill('1');
  await page
    .getByRole('region', { name: say('qualification.movers') })
    .getByRole('listitem')
    .first()
    .waitFor();
  await expectText(page);
  expect(complaints).toEqual([]);
});
