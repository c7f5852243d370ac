import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch } from './chromium.ts';
import { serveTamis, type TestService } from './service.ts';
import { openPage } from './watched.ts';
import { saying } from './words.ts';

const DIST = new URL('../../apps/settings/dist/', import.meta.url);
/** What a first visit may load of scripts, gzipped. */
const MOST_BYTES = 220_000;

const built = (path: string) => readFileSync(new URL(path, DIST), 'utf8');

/** The scripts that the document asks for, and whatever these import before they run. */
function initialScripts(): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...built('index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(
    ([, path = '']) => path,
  );
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    for (const [, name] of built(path).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      waiting.push(`assets/${name}`);
  }
  return found;
}

let browser: Browser;
let service: TestService;
beforeAll(async () => {
  browser = await launch(inject('chromium'));
  service = await serveTamis(1, inject('postgresUrl'));
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await browser.close();
});

it('a first visit needs at most 220 kB of scripts, gzipped, before the page it asks for', () => {
  const scripts = [...initialScripts()];
  const bytes = scripts.reduce((sum, path) => sum + gzipSync(built(path)).length, 0);
  expect(scripts.length).toBeGreaterThan(1);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  process.stdout.write(
    `First load: ${(bytes / 1_000).toFixed(1)} kB gzipped in ${scripts.length} scripts.\n`,
  );
});

it('a browser gets the scripts compressed, and with the page for signing in they are no more than that', async () => {
  await using watched = await openPage(browser);
  const { page, complaints } = watched;
  await page.goto(`${service.url}/sign-in`);
  await page.getByRole('button', { name: saying('en')('access.signIn') }).waitFor();
  const sizes = await page.evaluate<readonly (readonly [string, number])[]>(
    `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).map(({ name, encodedBodySize }) => [new URL(name).pathname.slice(1), encodedBodySize])`,
  );
  const loaded = new Set(sizes.map(([path]) => path));
  expect([...initialScripts()].filter((path) => !loaded.has(path))).toEqual([]);
  const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  expect(complaints).toEqual([]);
  process.stdout.write(`Page for signing in: ${(bytes / 1_000).toFixed(1)} kB in ${sizes.length} scripts.\n`);
});

it('whoever takes no gzip gets the plain file', async () => {
  const [path = ''] = initialScripts();
  const plain = await fetch(`${service.url}/${path}`, { headers: { 'Accept-Encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(plain.headers.get('content-type')).toMatch(/javascript/);
  expect(await plain.text()).toBe(built(path));
});
