import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** A page whose complaints are heard: errors, and what its security policy refused. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong since the start; a test expects none. */
  readonly complaints: readonly string[];
}

const PATIENCE_MS = 20_000;
const LAST_SEEN = fileURLToPath(new URL('../.vitest/last-seen.png', import.meta.url));

/** Opens a page in a browser context of its own. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  return {
    page,
    context,
    complaints,
    async [Symbol.asyncDispose]() {
      // What a person would have seen last, for whoever looks into a failure.
      await page.screenshot({ path: LAST_SEEN, fullPage: true }).catch(() => undefined);
      await context.close();
    },
  };
}
