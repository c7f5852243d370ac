import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { violations } from './axe.ts';
import { launch } from './chromium.ts';
import { serveTamis, type TestService } from './service.ts';
import { acceptInvitation, connectFirst, inviteViewer, mapFirst, setUpFirst } from './signedIn.ts';
import { openPage, type WatchedPage } from './watched.ts';
import { type Language, saying } from './words.ts';

/** What each of the five pages reads first, and what it says where there is nothing. */
const PAGES = [
  { page: 'connections', reads: '/api/connections', empty: 'connections.empty' },
  { page: 'mapping', reads: '/api/connections', empty: 'mapping.none' },
  { page: 'runs', reads: '/api/runs', empty: 'runs.empty' },
  { page: 'leads', reads: '/api/leads', empty: 'leads.empty' },
  { page: 'qualification', reads: '/api/model', empty: 'qualification.noLeads' },
] as const;

const LANGUAGES = ['en', 'fr'] as const;
const REQUEST_ID = 'f0e1d2c3';
const PROBLEM = {
  type: 'urn:tamis:problem:failed',
  title: 'Our fault',
  status: 500,
  detail: 'Something went wrong on our side.',
  kind: 'failed',
  requestId: REQUEST_ID,
};

let browser: Browser;
let service: TestService;
beforeAll(async () => {
  browser = await launch(inject('chromium'));
  service = await serveTamis(40, inject('postgresUrl'));
}, 120_000);
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await browser.close();
});

/** Answers the reads of a page in a way of the test's own, until the returned function is called. */
async function answering(page: Page, reads: string, answer: (route: Route) => Promise<void>) {
  const matches = (url: URL) => url.pathname === reads;
  await page.route(matches, answer);
  return () => page.unroute(matches, answer);
}

/** Nothing that axe objects to in a state that people see only sometimes. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  expect(await violations(page), state).toEqual([]);
}

/** A language that is chosen on the page is kept for the person. */
async function speak(page: Page, language: Language): Promise<void> {
  const chosen = page.getByRole('combobox').first();
  if ((await chosen.inputValue()) === language) return;
  const kept = page.waitForResponse((response) => response.request().method() !== 'GET');
  await chosen.selectOption(language);
  await kept;
}

describe('before anything is connected', () => {
  let watched: WatchedPage;
  beforeAll(async () => {
    watched = await openPage(browser);
    await setUpFirst(watched.page, service, 'en');
  });
  afterAll(async () => {
    await speak(watched.page, 'en');
    await watched[Symbol.asyncDispose]();
  });

  describe.each(LANGUAGES)('in %s', (language) => {
    it.each(PAGES)('$page says what will be there, and what to do for it', async ({ page: path, empty }) => {
      const { page } = watched;
      await page.goto(`${service.url}/${path}`);
      await speak(page, language);
      await page.getByText(saying(language)(empty)).first().waitFor();
      await expectAccessible(page, `${path} empty`);
    });

    it.each(PAGES)('$page shows that it is loading', async ({ page: path, reads }) => {
      const { page } = watched;
      const { promise: held, resolve: release } = Promise.withResolvers<void>();
      await using stack = new AsyncDisposableStack();
      const stop = await answering(page, reads, async (route) => {
        await held;
        await route.continue();
      });
      stack.defer(stop);
      await page.goto(`${service.url}/${path}`);
      await page.locator('main [aria-busy="true"]').first().waitFor();
      await page.getByText(saying(language)('state.loading')).first().waitFor({ state: 'attached' });
      await expectAccessible(page, `${path} loading`);
      release();
      await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
    });

    it.each(PAGES)(
      '$page says what failed with an id to quote, and goes on when asked again',
      async ({ page: path, reads, empty }) => {
        const { page } = watched;
        const stop = await answering(page, reads, (route) =>
          route.fulfill({ status: 500, contentType: 'application/problem+json', json: PROBLEM }),
        );
        await page.goto(`${service.url}/${path}`);
        const alert = page.getByRole('main').getByRole('alert').first();
        await alert.getByText(PROBLEM.detail).waitFor();
        await alert.getByText(REQUEST_ID).waitFor();
        await expectAccessible(page, `${path} failed`);
        await stop();
        await alert.getByRole('button', { name: saying(language)('state.retry') }).click();
        await page.getByText(saying(language)(empty)).first().waitFor();
      },
    );
  });

  it.each(PAGES)('$page says that the service does not answer', async ({ page: path, reads }) => {
    const { page } = watched;
    const stop = await answering(page, reads, (route) => route.abort('connectionrefused'));
    await page.goto(`${service.url}/${path}`);
    await page.getByText(saying('fr')('state.offline')).first().waitFor();
    await stop();
  });
});

describe('somebody who may only look', () => {
  let admin: WatchedPage;
  let viewer: WatchedPage;
  beforeAll(async () => {
    admin = await openPage(browser);
    viewer = await openPage(browser);
    await connectFirst(admin.page, service, 'en');
    await mapFirst(admin.page, 'en');
    const link = await inviteViewer(admin.page, 'vera@example.com');
    await acceptInvitation(viewer.page, link, 'en');
  }, 120_000);
  afterAll(async () => {
    await admin[Symbol.asyncDispose]();
    await viewer[Symbol.asyncDispose]();
  });

  it.each(LANGUAGES)(
    'is told so where something could be changed, and is offered nothing to press (%s)',
    async (language) => {
      const { page } = viewer;
      const say = saying(language);
      await page.goto(`${service.url}/connections`);
      await speak(page, language);
      for (const path of ['connections', 'mapping', 'qualification']) {
        await page.goto(`${service.url}/${path}`);
        await page.getByText(say('state.forbidden')).first().waitFor();
        await expectAccessible(page, `${path} for a viewer`);
      }
      await page.goto(`${service.url}/connections`);
      await page.getByRole('link', { name: say('connection.review') }).waitFor();
      const offered = ['connections.connect', 'connection.runNow', 'connection.disconnect'] as const;
      for (const id of offered) expect(await page.getByRole('button', { name: say(id) }).count(), id).toBe(0);
      await page.goto(`${service.url}/leads`);
      await page
        .getByRole('list', { name: say('leads.title') })
        .getByRole('link')
        .first()
        .click();
      await page.getByText(say('state.forbidden')).first().waitFor();
      expect(await page.getByRole('button', { name: say('lead.manual.save') }).count()).toBe(0);
    },
  );

  it('is refused by the service itself, whatever the page offers', async () => {
    const { page } = viewer;
    const status = await page.evaluate<number>(`(async () => {
      const session = await (await fetch('/api/session')).json();
      const headers = { 'x-csrf-token': session.csrf, 'content-type': 'application/json' };
      const { items } = await (await fetch('/api/connections')).json();
      return (await fetch('/api/connections/' + items[0].id + '/runs', { method: 'POST', headers })).status;
    })()`);
    expect(status).toBe(403);
  });
});
