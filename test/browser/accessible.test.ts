import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { violations } from './axe.ts';
import { launch } from './chromium.ts';
import { serveTamis, type TestService } from './service.ts';
import { connectFirst, mapFirst } from './signedIn.ts';
import { openPage, type WatchedPage } from './watched.ts';
import { saying } from './words.ts';

const PAGES = ['connections', 'mapping', 'runs', 'leads', 'qualification'] as const;
const LOOKS = (['en', 'fr'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) => [320, 1_280].map((width) => ({ language, theme, width }))),
);
const words = saying('en');

let browser: Browser;
let service: TestService;
let watched: WatchedPage;
beforeAll(async () => {
  browser = await launch(inject('chromium'));
  service = await serveTamis(40, inject('postgresUrl'));
  watched = await openPage(browser);
  await connectFirst(watched.page, service, 'en');
  await mapFirst(watched.page, 'en');
}, 120_000);
afterAll(async () => {
  await watched[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
  await browser.close();
});

/** Waits until nothing on the page is loading any more. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
}

/** Details, each with the page that leads to it and the part of that page that holds its link. */
const DETAILS = {
  lead: {
    from: 'leads',
    link: (page: Page) => page.getByRole('list', { name: words('leads.title') }).getByRole('link'),
  },
  run: { from: 'runs', link: (page: Page) => page.getByRole('table').getByRole('link') },
  proposal: {
    from: 'connections',
    link: (page: Page) => page.getByRole('link', { name: words('connection.review') }),
  },
} as const;

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${service.url}/${path}`);
  await settled(page);
}

async function openDetail(page: Page, detail: keyof typeof DETAILS): Promise<void> {
  const { from, link } = DETAILS[detail];
  await open(page, from);
  await open(page, (await link(page).first().getAttribute('href'))?.slice(1) ?? '');
}

/** What is wrong with the page that is open, in every language, theme and width. */
async function objections(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { language, theme, width } of LOOKS) {
    await page.setViewportSize({ width: 1_280, height: 900 });
    await page.getByRole('combobox').first().selectOption(language);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await settled(page);
    const look = `${language}, ${theme}, ${width} px`;
    found.push(...(await violations(page)).map((one) => `${look}: ${one}`));
    const over = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    if (over > 0) found.push(`${look}: ${over} px too wide`);
  }
  await page.setViewportSize({ width: 1_280, height: 900 });
  await page.getByRole('combobox').first().selectOption('en');
  return found;
}

describe('in every language, theme and width', () => {
  it.each(PAGES)('%s has nothing that axe objects to, and fits', async (path) => {
    await open(watched.page, path);
    expect(await objections(watched.page)).toEqual([]);
  });

  it.each(['lead', 'run', 'proposal'] as const)(
    'a %s has nothing that axe objects to, and fits',
    async (detail) => {
      await openDetail(watched.page, detail);
      expect(await objections(watched.page)).toEqual([]);
    },
  );
});

/** Where the focus is, and whether it can be seen there. */
interface Place {
  readonly place: string;
  readonly seen: boolean;
}

const PLACE = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const index = [...document.querySelectorAll('*')].indexOf(element);
  const { outlineStyle, boxShadow, borderTopColor } = getComputedStyle(element);
  const seen = outlineStyle !== 'none' || boxShadow !== 'none' || /^(INPUT|SELECT)$/.test(element.tagName) && borderTopColor !== '';
  return { place: element.tagName + ' ' + index, seen };
})()`;

describe('the check itself', () => {
  it('catches a button without a name', async () => {
    const { page } = watched;
    await open(page, 'connections');
    await page.evaluate("document.querySelector('main').append(document.createElement('button'))");
    expect(await violations(page)).toEqual([expect.stringContaining('button-name')]);
  });
});

/** Arrow keys do what the little arrows of a number's box do, which leave the tab order for that. */
const PRESSABLE = ['a', 'button', 'input', 'select', 'summary']
  .map((tag) => `${tag}:visible:not([tabindex="-1"]):not(:disabled)`)
  .join(', ');

describe.each(['light', 'dark'] as const)('the keyboard (%s)', (colorScheme) => {
  it.each(PAGES)('reaches everything that can be pressed on %s, and one sees where it is', async (path) => {
    const { page } = watched;
    await page.emulateMedia({ colorScheme });
    await open(page, path);
    const pressable = await page.locator(PRESSABLE).count();
    const reached = new Set<string>();
    for (let presses = 0; presses < pressable + 5; presses += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate<Place | null>(PLACE);
      if (at === null) continue;
      expect(at.seen, at.place).toBe(true);
      reached.add(at.place);
    }
    expect(reached.size).toBeGreaterThanOrEqual(pressable);
  });
});
