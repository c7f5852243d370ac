import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { TestSandbox } from '../e2e/sandbox.ts';
import { launch } from './chromium.ts';
import { serveTamis } from './service.ts';
import { consent } from './signedIn.ts';
import { openPage } from './watched.ts';
import { type Language, saying } from './words.ts';

const CONTACTS = 120;

let browser: Browser;
beforeAll(async () => {
  browser = await launch(inject('chromium'));
});
afterAll(() => browser.close());

/** A person's hands on the page: everything is found by its role and its words. */
function hands(page: Page, language: Language) {
  const say = saying(language);
  return {
    say,
    button: (id: Parameters<typeof say>[0]) => page.getByRole('button', { name: say(id) }),
    link: (id: Parameters<typeof say>[0]) => page.getByRole('link', { name: say(id) }),
    part: (id: Parameters<typeof say>[0]) => page.getByRole('region', { name: say(id) }),
    text: (id: Parameters<typeof say>[0]) => page.getByText(say(id)),
    field: (id: Parameters<typeof say>[0]) => page.getByLabel(say(id)),
    heading: (id: Parameters<typeof say>[0]) => page.getByRole('heading', { level: 1, name: say(id) }),
  };
}

describe.each(['en', 'fr'] as const)('a week without a terminal (%s)', (language) => {
  it('set up, connect, map, approve, sync, understand, change a threshold, and find it in the CRM', async () => {
    await using service = await serveTamis(CONTACTS, inject('postgresUrl'));
    await using watched = await openPage(browser, { locale: language });
    const { page, complaints } = watched;
    const { say, button, link, part, text, field, heading } = hands(page, language);

    await page.goto(service.setUp);
    await field('access.workspace').fill('Sieve & Sons');
    await field('access.email').fill('ada@example.com');
    await page.getByLabel(say('access.password'), { exact: true }).fill('a long enough password');
    await field('access.language').selectOption(language);
    await button('access.begin').click();

    await heading('connections.title').waitFor();
    await consent(page, language);
    expect(await service.crm.writes()).toEqual([]);

    await button('connection.preflight').click();
    await page.getByRole('cell', { name: 'contacts/tamis_stage' }).waitFor();
    await button('close').click();

    await link('connection.map').click();
    await button('mapping.acceptAll').click();
    await text('mapping.noSuggestions').waitFor();
    await button('mapping.publish').first().click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('mapping.publish') })
      .click();
    await link('mapping.review').click();
    await button('proposal.approve').waitFor();
    await text('proposal.summary').waitFor();
    expect(
      await page
        .getByRole('table', { name: say('proposal.changesTable') })
        .getByRole('row')
        .count(),
    ).toBeGreaterThan(10);
    expect(await service.crm.writes()).toEqual([]);

    await button('proposal.approve').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('proposal.approve') })
      .click();
    await text('proposal.approved').waitFor();

    await link('app.leads').click();
    const top = page
      .getByRole('list', { name: say('leads.title') })
      .getByRole('link')
      .first();
    await top.click();
    await part('lead.waterfall').getByRole('table').waitFor();
    expect(await part('lead.reasons').getByRole('listitem').count()).toBeGreaterThan(0);

    await link('app.qualification').click();
    await text('qualification.noMovers').waitFor();
    const enter = page.getByLabel(/^MQL.*(enters at|entre à)$/);
    const before = await leadsIn(service.crm, 'mql');
    await enter.fill('5');
    await part('qualification.movers').getByRole('listitem').first().waitFor();
    await button('qualification.publish').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('qualification.publish') })
      .click();
    await page
      .getByText(/version 2/i)
      .first()
      .waitFor();

    await link('app.runs').click();
    await page
      .getByRole('cell', { name: say('run.trigger.publish') })
      .first()
      .waitFor();
    await expect.poll(() => leadsIn(service.crm, 'mql'), { timeout: 60_000 }).toBeGreaterThan(before);

    const told = (await service.crm.tasks()).size;
    const asker = await askForDemo(service.crm);
    await link('app.connections').click();
    await button('connection.runNow').click();
    await expect.poll(async () => (await service.crm.tasks()).size, { timeout: 60_000 }).toBe(told + 1);
    await link('app.leads').click();
    await page.getByLabel(say('leads.search')).fill(asker.email);
    await page.getByRole('link', { name: asker.name, exact: true }).click();
    await page.getByText(say('lead.handOver.created')).waitFor();
    expect(complaints).toEqual([]);
  });
});

/** How many contacts the CRM itself shows in a stage. */
async function leadsIn(crm: TestSandbox, stage: string): Promise<number> {
  const all = [...(await crm.contacts()).values()];
  return all.filter(({ properties }) => properties.tamis_stage === stage).length;
}

/** Somebody who may be called asks for a demo; answers with who it was. */
async function askForDemo(crm: TestSandbox) {
  const asker = [...(await crm.contacts()).values()].find(
    ({ properties }) => properties.tamis_stage === 'mql' && properties.hs_email_optout !== 'true',
  );
  if (!asker) throw new Error('No contact of the CRM can ask for a demo.');
  await crm.submit(asker.id, 'Book a demo');
  const { firstname, lastname, email } = asker.properties;
  return { name: `${firstname} ${lastname}`, email: email ?? '' };
}
