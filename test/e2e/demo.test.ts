import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { tamis } from './tamis.ts';

const run = z.object({
  crm: z.literal('hubspot'),
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
  seconds: z.number(),
  stages: z.record(z.string(), z.number()),
});
const document = z.object({ runs: z.tuple([run, run]), peakRssMb: z.number().positive() });

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

test('made-up leads spread over the stages, are written back once, and come back as echoes', async () => {
  const { runs } = await demo(['--contacts', '300']);
  const [first, second] = runs;
  expect(first).toMatchObject({ pulled: 300, evaluated: 300, written: 300 });
  expect(second).toMatchObject({ pulled: 300, echoes: 300, planned: 0, written: 0 });
  expect(Object.keys(first.stages)).toEqual(
    expect.arrayContaining(['raw', 'mql', 'sql', 'opportunity', 'customer']),
  );
});

test('a CSV of any shape goes through; its bad rows are named with their line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tamis-csv-'));
  const file = join(folder, 'leads.csv');
  await writeFile(
    file,
    '\uFEFFPrénom;E-mail;Budget\nZoé;zoe@firme.example;"10;000"\nMax;not an address;1\nLéa;lea@firme.example;2\n',
  );
  try {
    const { runs } = await demo(['--leads', file]);
    expect(runs[0]).toMatchObject({ pulled: 2, written: 2 });
    const shown = await tamis(['demo', '--once', '--latency', '0', '--leads', file]);
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
    const { runs } = await demo(['--leads', OLIST]);
    expect(runs[0]).toMatchObject({ pulled: 8_000, evaluated: 8_000, written: 8_000, refused: 0 });
    expect(runs[1]).toMatchObject({ pulled: 8_000, echoes: 8_000, planned: 0, written: 0 });
  },
  90_000,
);
