import { mkdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { testServer } from '@tamis/postgres/testing';
import type { Page } from 'playwright-core';
import { findChromium, launch } from '../browser/chromium.ts';
import { serveTamis, type TestService } from '../browser/service.ts';
import { connectFirst, mapFirst } from '../browser/signedIn.ts';
import { openPage } from '../browser/watched.ts';
import { saying } from '../browser/words.ts';

/** Takes the pictures of README.md and docs/first-week.md from a running service: `npm run screenshots`. */
const TARGET = new URL('../../docs/pages/', import.meta.url);
const CONTACTS = 300;
/** A picture beyond this makes the repository heavy: show less on it. */
const MOST_BYTES = 150_000;
/** A threshold below the published one, so that some leads would move. */
const LOWER_THRESHOLD = '20';
const say = saying('en');

await mkdir(TARGET, { recursive: true });
const chromium = await findChromium();
const server = await testServer();
try {
  await using service = await serveTamis(CONTACTS, server.url);
  const browser = await launch(chromium);
  try {
    await using watched = await openPage(browser, { locale: 'en', colorScheme: 'light' });
    await install(watched.page, service);
    await work(watched.page, service);
    if (watched.complaints.length > 0) throw new Error(watched.complaints.join('\n'));
  } finally {
    await browser.close();
  }
} finally {
  await server.close();
}

/** From the set-up link to the approved dry run. */
async function install(page: Page, service: TestService): Promise<void> {
  await page.goto(service.setUp);
  await page.getByRole('button', { name: say('access.begin') }).waitFor();
  await picture(page, 'set-up');
  await connectFirst(page, service, 'en');
  await picture(page, 'connections');
  await page.getByRole('link', { name: say('connection.map') }).click();
  await page.getByRole('button', { name: say('mapping.acceptAll') }).waitFor();
  await picture(page, 'mapping');
  await page.goto(`${service.url}/connections`);
  await mapFirst(page, 'en');
  await picture(page, 'proposal');
  await page.getByRole('button', { name: say('proposal.approve') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: say('proposal.approve') }).click();
  await page.getByText(say('proposal.approved')).waitFor();
}

/** What is looked at once leads are scored: runs, leads, one lead, and a threshold that moves some. */
async function work(page: Page, service: TestService): Promise<void> {
  await page.goto(`${service.url}/runs`);
  await page
    .getByRole('row', { name: /approval/ })
    .getByText(say('run.status.done'))
    .waitFor();
  await picture(page, 'runs');
  await page.goto(`${service.url}/leads`);
  const leads = page.getByRole('list', { name: say('leads.title') });
  await leads.getByRole('link').first().waitFor();
  await picture(page, 'leads');
  await leads.getByRole('link').first().click();
  await page.getByRole('region', { name: say('lead.waterfall') }).waitFor();
  await picture(page, 'lead');
  await page.goto(`${service.url}/qualification`);
  await page.getByLabel(/^MQL.*enters at$/).fill(LOWER_THRESHOLD);
  const movers = page.getByRole('region', { name: say('qualification.movers') });
  await movers.getByRole('listitem').first().waitFor();
  await picture(page, 'qualification');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'qualification-dark');
}

/** The window as a person sees it, once nothing on it is loading any more. */
async function picture(page: Page, name: string): Promise<void> {
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.mouse.move(0, 0);
  const path = fileURLToPath(new URL(`${name}.png`, TARGET));
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const { size } = await stat(path);
  if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes, more than ${MOST_BYTES}.`);
}
