import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vendors } from '@tamis/sync';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startTamis, tamis } from './tamis.ts';

const run = z.object({
  crm: z.string(),
  pulled: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  echoes: z.number(),
  deleted: z.number(),
  unreadable: z.number(),
  evaluated: z.number(),
  planned: z.number(),
  written: z.number(),
  refused: z.number(),
  deferred: z.number(),
  calls: z.number(),
  callFloor: z.number(),
  associationCalls: z.number(),
  activityCalls: z.number(),
  rateLimited: z.number(),
  linkingMs: z.number().nonnegative(),
  seconds: z.number(),
  stages: z.record(z.string(), z.number()),
});
const document = z.object({ runs: z.array(run), peakRssMb: z.number().positive() });
const ONE = ['--crm', 'hubspot'];

async function demo(args: readonly string[]) {
  const outcome = await tamis(['demo', '--once', '--json', '--latency', '0', ...args]);
  expect(outcome.code, outcome.stderr).toBe(0);
  const parsed = document.parse(JSON.parse(outcome.stdout));
  for (const one of parsed.runs) {
    expect(one.pulled).toBe(one.changed + one.unchanged + one.echoes + one.deleted + one.unreadable);
    expect(one.planned).toBe(one.written + one.refused + one.deferred);
    expect(one.rateLimited).toBe(0);
  }
  return parsed;
}

test('made-up leads of every CRM spread over the stages, are written back once, and come back as echoes', async () => {
  const { runs } = await demo(['--contacts', '300']);
  expect(runs.map(({ crm }) => crm)).toEqual(vendors.flatMap(({ key }) => [key, key]));
  for (const [index, one] of runs.entries()) {
    if (index % 2 === 0) expect(one).toMatchObject({ changed: one.pulled, refused: 0 });
    else expect(one).toMatchObject({ changed: 0, planned: 0, written: 0 });
    expect(one.pulled).toBeGreaterThanOrEqual(300);
    expect(Object.keys(one.stages)).toEqual(expect.arrayContaining(['raw', 'mql']));
  }
});

test('one CRM alone can be chosen', async () => {
  const [first, second] = (await demo(['--contacts', '300', ...ONE])).runs;
  expect(first).toMatchObject({ crm: 'hubspot', pulled: 300, evaluated: 300, written: 300 });
  expect(second).toMatchObject({ crm: 'hubspot', pulled: 300, echoes: 300, planned: 0, written: 0 });
  expect(Object.keys(first?.stages ?? {})).toEqual(expect.arrayContaining(['opportunity', 'customer']));
});

test('Ctrl-C, which reaches the stand-ins as well, ends the demo without a complaint', async () => {
  const running = startTamis(['demo', '--contacts', '20', '--latency', '0'], {
    env: { TAMIS_PORT: '0' },
    terminal: true,
  });
  await running.printed(/(Stop with Ctrl-C)/);
  running.stop('SIGINT');
  const { code, stderr } = await running.ended;
  expect(stderr).not.toContain('Warning');
  expect(code).toBe(0);
});

test('a CSV of any shape goes through; its bad rows are named with their line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tamis-csv-'));
  const file = join(folder, 'leads.csv');
  await writeFile(
    file,
    '\uFEFFPrénom;E-mail;Budget\nZoé;zoe@firme.example;"10;000"\nMax;not an address;1\nLéa;lea@firme.example;2\n',
  );
  try {
    const { runs } = await demo(['--leads', file, ...ONE]);
    expect(runs[0]).toMatchObject({ pulled: 2, written: 2 });
    const shown = await tamis(['demo', '--once', '--latency', '0', '--leads', file, ...ONE]);
    expect(shown.stdout).toMatch(/1 lines? of the file/);
    expect(shown.stdout).toContain('line 3');
  } finally {
    await rm(folder, { recursive: true });
  }
});

const OLIST = fileURLToPath(new URL('../../../shared/data/olist_mql.csv', import.meta.url));
const absent =
  'the public data set of 8,000 marketing leads (Olist, CC BY-NC-SA 4.0) is not part of the project';

test.runIf(existsSync(OLIST))(
  `8,000 real marketing leads go through, twice (runs where ${absent} but lies beside it)`,
  async () => {
    const { runs } = await demo(['--leads', OLIST, ...ONE]);
    expect(runs[0]).toMatchObject({ pulled: 8_000, evaluated: 8_000, written: 8_000, refused: 0 });
    expect(runs[1]).toMatchObject({ pulled: 8_000, echoes: 8_000, planned: 0, written: 0 });
  },
  90_000,
);
