import type { Page } from 'playwright-core';
import type { TestService } from './service.ts';
import { type Language, saying } from './words.ts';

const PASSWORD = 'a long enough password';

/** Sets a service up and connects its CRM by hand: the page then shows the connections. */
export async function connectFirst(page: Page, service: TestService, language: Language): Promise<void> {
  const say = saying(language);
  await page.goto(service.setUp);
  await page.getByLabel(say('access.workspace')).fill('Sieve & Sons');
  await page.getByLabel(say('access.email')).fill('ada@example.com');
  await page.getByLabel(say('access.password'), { exact: true }).fill(PASSWORD);
  await page.getByLabel(say('access.language')).selectOption(language);
  await page.getByRole('button', { name: say('access.begin') }).click();
  await page.getByRole('button', { name: say('connections.connect') }).click();
  await page.getByRole('button', { name: 'Connect app' }).click();
  await page.getByText(say('connections.connected')).waitFor();
}

/** Accepts every suggestion, publishes, and waits for the first proposal. */
export async function mapFirst(page: Page, language: Language): Promise<void> {
  const say = saying(language);
  await page.getByRole('link', { name: say('connection.map') }).click();
  await page.getByRole('button', { name: say('mapping.acceptAll') }).click();
  await page.getByText(say('mapping.noSuggestions')).waitFor();
  await page
    .getByRole('button', { name: say('mapping.publish') })
    .first()
    .click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('mapping.publish') })
    .click();
  await page.getByRole('link', { name: say('mapping.review') }).click();
  await page.getByRole('button', { name: say('proposal.approve') }).waitFor();
}
