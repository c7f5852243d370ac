import type { Page } from 'playwright-core';
import { z } from 'zod';
import type { TestService } from './service.ts';
import { type Language, saying } from './words.ts';

const PASSWORD = 'a long enough password';

/** Sets a service up: its first person is signed in. */
export async function setUpFirst(page: Page, service: TestService, language: Language): Promise<void> {
  const say = saying(language);
  await page.goto(service.setUp);
  await page.getByLabel(say('access.workspace')).fill('Sieve & Sons');
  await page.getByLabel(say('access.email')).fill('ada@example.com');
  await join(page, language);
}

/** Sets a service up, or signs its first person in again, and connects its CRM by hand: the page then shows the connections. */
export async function connectFirst(page: Page, service: TestService, language: Language): Promise<void> {
  if (await isSetUp(service)) await signInFirst(page, service, language);
  else await setUpFirst(page, service, language);
  await consent(page, language);
}

/** A CRM as its name stands on our button, and its own button that allows the access. */
export interface Consent {
  readonly crm: string;
  readonly allow: string;
}

const HUBSPOT: Consent = { crm: 'HubSpot', allow: 'Connect app' };

/** Connects an account of a CRM by its consent page. */
export async function consent(
  page: Page,
  language: Language,
  { crm, allow }: Consent = HUBSPOT,
): Promise<void> {
  const say = saying(language);
  await page
    .getByRole('button', { name: say('connections.connect') })
    .filter({ hasText: crm })
    .click();
  await page.getByRole('button', { name: allow, exact: true }).click();
  await page.getByText(say('connections.connected')).waitFor();
}

/** The link that invites a person who may only look. */
export async function inviteViewer(page: Page, email: string): Promise<string> {
  const person = JSON.stringify({ email, role: 'viewer' });
  const invited = await page.evaluate(`(async () => {
    const session = await (await fetch('/api/session')).json();
    const headers = { 'x-csrf-token': session.csrf, 'content-type': 'application/json' };
    return (await fetch('/api/users', { method: 'POST', headers, body: ${JSON.stringify(person)} })).json();
  })()`);
  return z.object({ url: z.string() }).parse(invited).url;
}

/** Follows an invitation and joins. */
export async function acceptInvitation(page: Page, link: string, language: Language): Promise<void> {
  await page.goto(link);
  await join(page, language);
}

async function isSetUp(service: TestService): Promise<boolean> {
  const answer = await (await fetch(`${service.url}/api/session`)).json();
  return z.object({ state: z.string() }).parse(answer).state !== 'set-up';
}

async function signInFirst(page: Page, service: TestService, language: Language): Promise<void> {
  const say = saying(language);
  await page.goto(`${service.url}/sign-in`);
  await page.getByLabel(say('access.email')).fill('ada@example.com');
  await page.getByLabel(say('access.password'), { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: say('access.signIn') }).click();
  await page.getByRole('heading', { name: say('connections.title') }).waitFor();
}

async function join(page: Page, language: Language): Promise<void> {
  const say = saying(language);
  await page.getByLabel(say('access.password'), { exact: true }).fill(PASSWORD);
  await page.getByLabel(say('access.language')).selectOption(language);
  await page.getByRole('button', { name: say('access.begin') }).click();
  await page.getByRole('heading', { name: say('connections.title') }).waitFor();
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
