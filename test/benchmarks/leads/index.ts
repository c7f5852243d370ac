import { type OpenDatabase, openDatabase } from '@tamis/postgres';
import { testServer } from '@tamis/postgres/testing';
import { serve } from '../../faults/service/serving.ts';
import { openWorkplace } from '../../faults/workplace.ts';
import { type PageReader, signIn } from '../page/pageReader.ts';
import { fillWithLeads } from './fill.ts';

/** What people type, and what they choose beside it. */
const QUESTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no search, best first': {},
  'no search, by name': { sort: 'name' },
  'one stage': { stage: 'mql' },
  'the beginning of a name': { search: 'Fran' },
  'a whole name, without its accents': { search: 'elodie lefevre' },
  'part of an address': { search: 'keller4217' },
  'a company': { search: 'Méridien Santé' },
  'a company, in one stage, by name': { search: 'quartz', stage: 'raw', sort: 'name' },
  'two letters': { search: 'an' },
  'two rare letters': { search: 'øs' },
  'one letter, by name': { search: 'z', sort: 'name' },
  nobody: { search: 'xylophonist' },
  'nobody, in two letters': { search: 'qx' },
};
const TIMES = 50;
const PLAIN_TIMES = 5;
const PROMISED_MS = 150;

type Pool = ReturnType<OpenDatabase['pool']>;

interface Latency {
  readonly p50: number;
  readonly p95: number;
}

/** Searches of the leads page over HTTP, with as many leads as told, beside the query that one would write first, in the database alone. */
export async function run(args: readonly string[]): Promise<object> {
  const at = args.indexOf('--leads');
  const leads = at < 0 ? 100_000 : Number(args[at + 1]);
  const server = await testServer();
  try {
    await using place = await openWorkplace({ postgresUrl: server.url, contacts: 300 });
    await place.sync();
    const database = await openDatabase({ url: place.variables.DATABASE_URL ?? '' });
    const pool = database.pool({ max: 1 });
    await fillWithLeads(pool, leads);
    await using serving = await serve(place, 'web');
    const page = await signIn(serving);
    const asked = await askAll(page);
    const straightforward = await askPlainly(pool);
    await database.close();
    const slowestP95 = Math.max(...Object.values(asked).map(({ p95 }) => p95));
    return {
      leads,
      promisedMs: PROMISED_MS,
      slowestP95,
      kept: slowestP95 <= PROMISED_MS,
      page: asked,
      straightforward,
    };
  } finally {
    await server.close();
  }
}

async function askAll(page: PageReader): Promise<Readonly<Record<string, Latency>>> {
  const found: Record<string, Latency> = {};
  for (const [what, query] of Object.entries(QUESTIONS)) found[what] = await latencyOf(page, query);
  return found;
}

/** Asks for the first page and the one after it, in turn. */
async function latencyOf(page: PageReader, query: Readonly<Record<string, string>>): Promise<Latency> {
  const took: number[] = [];
  let cursor: string | null = null;
  for (let index = 0; index < TIMES; index += 1) {
    const started = performance.now();
    const { next } = await page.leads(cursor === null ? query : { ...query, cursor });
    took.push(performance.now() - started);
    cursor = cursor === null ? next : null;
  }
  took.sort((a, b) => a - b);
  return { p50: at(took, 0.5), p95: at(took, 0.95) };
}

function at(sorted: readonly number[], share: number): number {
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
}

/** What the list shows, found in the evaluations themselves and folded while searching: the time of the database alone, in milliseconds. */
async function askPlainly(pool: Pool): Promise<Readonly<Record<string, Latency>>> {
  const found: Record<string, Latency> = {};
  for (const [what, { search = '' }] of Object.entries(QUESTIONS)) {
    const took: number[] = [];
    for (let index = 0; index < PLAIN_TIMES; index += 1) {
      const started = performance.now();
      await pool.query(
        `select lead_id, name, email, company, evaluations.stage, evaluations.total, reason from evaluations join lead_cards using (lead_id)
         where lower(unaccent(name || ' ' || email || ' ' || company)) like '%' || lower(unaccent($1)) || '%'
         order by evaluations.total desc limit 50`,
        [search],
      );
      took.push(performance.now() - started);
    }
    took.sort((a, b) => a - b);
    found[what] = { p50: at(took, 0.5), p95: at(took, 0.95) };
  }
  return found;
}
