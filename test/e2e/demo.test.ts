import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vendors } from '@tamis/sync';
import { beforeAll, describe, expect, test } from 'vitest';
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
const person = z.object({
  leadId: z.string(),
  name: z.string(),
  stageBefore: z.string().nullable(),
  records: z
    .array(z.object({ crm: z.string(), stage: z.string(), score: z.number(), reason: z.string().min(1) }))
    .min(1),
  edits: z.array(z.object({ crm: z.string(), kind: z.string(), standsIn: z.array(z.string()).nullable() })),
});
const document = z.object({
  runs: z.array(run),
  leads: z.object({ total: z.number(), inTwoCrms: z.number(), inThreeCrms: z.number() }),
  people: z.array(person),
  peakRssMb: z.number().positive(),
});
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
  return { ...parsed, shown: outcome.stderr };
}

describe('made-up people in one, two and three CRMs', () => {
  let shown: Awaited<ReturnType<typeof demo>>;
  beforeAll(async () => {
    shown = await demo(['--contacts', '200']);
  }, 120_000);

  /** The round of every CRM, in the order of the CRMs. */
  const round = (number: number) => shown.runs.filter((_, index) => index % 3 === number - 1);
  const crmsOf = ({ records }: z.infer<typeof person>) => [...new Set(records.map(({ crm }) => crm))];
  const editsOf = (kind: string) =>
    shown.people.flatMap((one) =>
      one.edits.filter((edit) => edit.kind === kind).map((edit) => ({ one, edit })),
    );

  test('spread over the stages and are written back; what people edit in between is read, and then all is at rest', () => {
    expect(shown.runs.map(({ crm }) => crm)).toEqual(vendors.flatMap(({ key }) => [key, key, key]));
    for (const one of round(1)) {
      expect(one.changed).toBeGreaterThanOrEqual(200);
      expect(one).toMatchObject({ refused: 0, deferred: 0 });
      expect(Object.keys(one.stages)).toEqual(expect.arrayContaining(['raw', 'mql']));
    }
    for (const one of round(2)) expect(one).toMatchObject({ refused: 0, deferred: 0 });
    expect(Math.max(...round(2).map(({ changed }) => changed))).toBeGreaterThan(0);
    for (const one of round(3)) expect(one).toMatchObject({ planned: 0, written: 0 });
  });

  test('are one lead each, however many CRMs they are in', () => {
    const { total, inTwoCrms, inThreeCrms } = shown.leads;
    expect(Math.min(inTwoCrms, inThreeCrms)).toBeGreaterThan(0);
    const inEachCrm = round(3).flatMap(({ stages }) => Object.values(stages));
    expect(inEachCrm.reduce((sum, leads) => sum + leads, 0)).toBe(total + inTwoCrms + 2 * inThreeCrms);
  });

  test('have the same stage, score and reason in every CRM, read back from there', () => {
    expect(shown.people.filter((one) => crmsOf(one).length === 3).length).toBeGreaterThan(3);
    for (const { records } of shown.people) {
      const [first] = records.map(({ stage, score, reason }) => ({ stage, score, reason }));
      for (const record of records) expect(record).toMatchObject(first ?? {});
    }
  });

  test('were edited on each side: whoever got another address there is a lead of its own', () => {
    const edits = shown.people.flatMap((one) => one.edits);
    expect(edits.length).toBeGreaterThanOrEqual(6);
    expect(new Set(edits.map(({ crm }) => crm))).toEqual(new Set(vendors.map(({ key }) => key)));
    const [moved] = editsOf('email');
    expect(moved && crmsOf(moved.one)).toEqual([moved?.edit.crm]);
    const stayed = shown.people.find(
      (one) => one.name === moved?.one.name && one.leadId !== moved?.one.leadId,
    );
    expect(stayed && crmsOf(stayed)).toEqual(
      vendors.map(({ key }) => key).filter((key) => key !== moved?.edit.crm),
    );
  });

  test('are shown in one table that fits 120 columns', () => {
    const table = shown.shown.split('\nWho ended where, and why\n')[1]?.split('\n\n')[0] ?? '';
    for (const { name } of shown.people) expect(table).toContain(name.slice(0, 19));
    expect(Math.max(...table.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(120);
  });

  test('a rejection by sales counts in whichever CRM it was given', () => {
    const [rejected] = editsOf('rejected');
    expect(rejected?.one.stageBefore).toBe('sql');
    expect(new Set(rejected?.one.records.map(({ stage }) => stage))).toEqual(new Set(['recycled']));
  });

  test('the later one of two edits of a field stands everywhere', () => {
    const titles = editsOf('job-title').map(({ edit }) => edit.standsIn);
    const everywhere = vendors.map(({ key }) => key);
    expect(titles).toEqual(expect.arrayContaining([everywhere, [], everywhere]));
  });
});

test('one CRM alone can be chosen', async () => {
  const { runs, leads, people } = await demo(['--contacts', '300', ...ONE]);
  expect({ leads, people }).toEqual({ leads: { total: 300, inTwoCrms: 0, inThreeCrms: 0 }, people: [] });
  expect(runs).toHaveLength(2);
  const [first, second] = runs;
  expect(first).toMatchObject({ crm: 'hubspot', pulled: 300, evaluated: 300, written: 300 });
  expect(second).toMatchObject({ crm: 'hubspot', pulled: 300, echoes: 300, planned: 0, written: 0 });
  expect(Object.keys(first?.stages ?? {})).toEqual(expect.arrayContaining(['opportunity', 'customer']));
});

test('Ctrl-C, which reaches the stand-ins as well, ends the demo without a complaint', async () => {
  const running = startTamis(['demo', '--contacts', '20', '--latency', '0', ...ONE], {
    env: { TAMIS_PORT: '0' },
    terminal: true,
  });
  await running.printed(/(Stop with Ctrl-C)/);
  running.stop('SIGINT');
  const { code, stderr } = await running.ended;
  expect(stderr).not.toContain('Warning');
  expect(code).toBe(0);
});

async function withFile(text: string, use: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tamis-csv-'));
  const file = join(folder, 'leads.csv');
  await writeFile(file, text);
  try {
    await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a CSV of any shape goes through; its bad rows are named with their line', async () => {
  const text =
    '\uFEFFPrénom;E-mail;Budget\nZoé;zoe@firme.example;"10;000"\nMax;not an address;1\nLéa;lea@firme.example;2\n';
  await withFile(text, async (file) => {
    const { runs } = await demo(['--leads', file, ...ONE]);
    expect(runs[0]).toMatchObject({ pulled: 2, written: 2 });
    const shown = await tamis(['demo', '--once', '--latency', '0', '--leads', file, ...ONE]);
    expect(shown.stdout).toMatch(/1 lines? of the file/);
    expect(shown.stdout).toContain('line 3');
  });
});

const OLIST = fileURLToPath(new URL('../../../shared/data/olist_mql.csv', import.meta.url));
const absent =
  'the public data set of 8,000 marketing leads (Olist, CC BY-NC-SA 4.0) is not part of the project';

test.runIf(existsSync(OLIST))(
  `2,000 real marketing leads go through, twice (runs where ${absent} but lies beside it)`,
  async () => {
    const lines = (await readFile(OLIST, 'utf8')).split('\n').slice(0, 2_001);
    await withFile(lines.join('\n'), async (file) => {
      const { runs } = await demo(['--leads', file, ...ONE]);
      expect(runs[0]).toMatchObject({ pulled: 2_000, evaluated: 2_000, written: 2_000, refused: 0 });
      expect(runs[1]).toMatchObject({ pulled: 2_000, echoes: 2_000, planned: 0, written: 0 });
    });
  },
);
