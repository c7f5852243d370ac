import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openSandbox } from './sandbox.ts';
import { startTamis, tamis } from './tamis.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamis-first-week-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

const dryRun = z.object({
  counts: z.object({ planned: z.number(), written: z.number() }),
  changes: z.array(
    z.object({
      id: z.string(),
      field: z.string(),
      before: z.unknown(),
      after: z.union([z.string(), z.number(), z.null()]),
      reasons: z.array(z.string()).min(1),
    }),
  ),
  withoutSource: z.array(z.object({ rule: z.string(), missing: z.array(z.string()) })),
});
const synced = z.object({ counts: z.record(z.string(), z.number()) });

/** A time is the same time in every way of writing it. */
function plain(value: string | number | null | undefined): string {
  const text = String(value ?? '');
  return /^\d{4}-\d\d-\d\dT/.test(text) ? new Date(text).toISOString() : text;
}

test('from a token to scores in the CRM: nothing is written before the dry run is approved, then exactly what it listed', async () => {
  await using crm = await openSandbox(60);
  const env = { ...crm.env, TAMIS_DATA_FOLDER: join(folder, 'token') };
  const token = crm.sandbox.credentials.accessToken;
  const connected = await tamis(['connect', 'hubspot', '--token-stdin'], { env, input: `${token}\n` });
  expect(connected.code, connected.stderr).toBe(0);

  const observed = await tamis(['sync', '--json'], { env });
  expect(synced.parse(JSON.parse(observed.stdout)).counts).toMatchObject({ pulled: 60, written: 0 });
  const listed = await tamis(['sync', '--dry-run', '--json'], { env });
  const { changes, withoutSource } = dryRun.parse(JSON.parse(listed.stdout));
  expect(await crm.writes()).toEqual([]);
  expect(new Set(changes.map(({ id }) => id)).size).toBe(60);
  expect(new Set(changes.map(({ field }) => field))).toContain('tamis_reason');
  expect(withoutSource.map(({ rule }) => rule)).toContain('webinar-attended');

  expect((await tamis(['approve'], { env })).code).toBe(0);
  const written = await tamis(['sync', '--json'], { env });
  expect(synced.parse(JSON.parse(written.stdout)).counts).toMatchObject({
    planned: 60,
    written: 60,
    refused: 0,
  });
  const contacts = await crm.contacts();
  for (const { id, field, after } of changes) {
    expect(plain(contacts.get(id)?.properties[field]), `${id} ${field}`).toBe(plain(after));
  }
  const again = await tamis(['sync', '--json'], { env });
  expect(synced.parse(JSON.parse(again.stdout)).counts).toMatchObject({ planned: 0, written: 0 });
});

test("by the CRM's own consent page: an administrator allows the access in the browser", async () => {
  await using crm = await openSandbox(5);
  const port = await freePort();
  const env = { ...crm.env, TAMIS_DATA_FOLDER: join(folder, 'oauth'), TAMIS_OAUTH_PORT: String(port) };
  const connecting = startTamis(['connect', 'hubspot', '--oauth'], { env });
  const consent = await connecting.printed(/(http\S+authorize\S+)/);
  const { searchParams } = new URL(consent);
  expect(searchParams.get('state')).toMatch(/^[\w-]{40,}$/);
  const forged = await fetch(`http://localhost:${port}/oauth/callback?code=stolen&state=wrong`);
  expect(forged.status).toBe(404);
  const allowed = await fetch(consent, {
    method: 'POST',
    body: new URLSearchParams({ decision: 'connect' }),
  });
  expect(await allowed.text()).toContain('You may close this page');
  const { code, stderr } = await connecting.ended;
  expect(code, stderr).toBe(0);
  const report = await tamis(['sync', '--json'], { env });
  expect(synced.parse(JSON.parse(report.stdout)).counts).toMatchObject({ pulled: 5, written: 0 });
});

test('consent refused in the browser is said in one line', async () => {
  await using crm = await openSandbox(1);
  const port = await freePort();
  const env = { ...crm.env, TAMIS_DATA_FOLDER: join(folder, 'refused'), TAMIS_OAUTH_PORT: String(port) };
  const connecting = startTamis(['connect', 'hubspot', '--oauth'], { env });
  const consent = await connecting.printed(/(http\S+authorize\S+)/);
  await fetch(consent, { method: 'POST', body: new URLSearchParams({ decision: 'cancel' }) });
  const { code, stderr } = await connecting.ended;
  expect(code).toBe(2);
  expect(stderr).toMatch(/^tamis: The CRM refused the access/);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
