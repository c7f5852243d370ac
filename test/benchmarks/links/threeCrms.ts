import { randomBytes } from 'node:crypto';
import type { OpenDatabase } from '@tamis/postgres';
import { freshDatabase } from '@tamis/postgres/testing';
import { type SandboxProcess, startSandboxProcess, vendorOf } from '@tamis/sync';
import { z } from 'zod';
import { tamis } from '../../e2e/tamis.ts';
import { msPerRecordPlainly } from './plainly.ts';

const CRMS = ['hubspot', 'salesforce', 'pipedrive'];
const LATENCY_MS = 25;
const MASTER_KEY_BYTES = 32;

type Pool = ReturnType<OpenDatabase['pool']>;
type Variables = Readonly<Record<string, string>>;

const syncSchema = z.object({
  status: z.literal('done'),
  counts: z.object({ pulled: z.number(), written: z.literal(0) }),
  linkingMs: z.number(),
  peakRssMb: z.number(),
});

/** The first sync of one CRM. */
interface Synced {
  readonly crm: string;
  readonly records: number;
  readonly seconds: number;
  readonly linkingMsPerRecord: number;
  readonly linkingShare: number;
  readonly peakRssMb: number;
}

/** People whose records are spread over three CRMs, once all are linked. */
export interface Measured {
  readonly records: number;
  readonly leads: number;
  readonly inTwoCrms: number;
  readonly inThreeCrms: number;
  readonly linkingMsPerRecord: number;
  /** Part of the time of all runs. */
  readonly linkingShare: number;
  /** Of the largest run. */
  readonly peakRssMb: number;
  readonly straightforwardMsPerRecord: number;
  readonly crms: readonly Synced[];
}

/** Reads three CRMs with so many records in all, one after the other, each in a process of its own; nothing is written to them. */
export async function linkThreeCrms(serverUrl: string, records: number): Promise<Measured> {
  const database = await freshDatabase(serverUrl);
  const pool = database.pool({ max: 1 });
  try {
    const own = {
      DATABASE_URL: database.url,
      TAMIS_MASTER_KEY: randomBytes(MASTER_KEY_BYTES).toString('base64'),
    };
    const crms: Synced[] = [];
    for (const crm of CRMS) {
      await using sandbox = await startSandboxProcess({
        crm,
        contacts: Math.ceil(records / CRMS.length),
        profile: 'bare',
        latency: LATENCY_MS,
      });
      crms.push(await syncFirst(crm, { sandbox, own, pool }));
    }
    return {
      ...together(crms),
      ...(await peopleIn(pool)),
      straightforwardMsPerRecord: rounded(await msPerRecordPlainly(pool)),
      crms,
    };
  } finally {
    await database.drop();
  }
}

async function syncFirst(
  crm: string,
  { sandbox, own, pool }: { sandbox: SandboxProcess; own: Variables; pool: Pool },
): Promise<Synced> {
  const { ready } = sandbox;
  const prefix = crm.toUpperCase();
  const { oauthUrlSetting = `${prefix}_OAUTH_URL` } = vendorOf(crm);
  const env = { ...own, [`${prefix}_API_URL`]: ready.url, [oauthUrlSetting]: ready.url };
  await succeed(['connect', crm, '--token-stdin'], env, ready.accessToken);
  const { counts, linkingMs, peakRssMb } = syncSchema.parse(
    JSON.parse(await succeed(['sync', '--crm', crm, '--json'], env)),
  );
  const { rows } = await pool.query<{ ms: number }>(
    'select (finished_at - started_at)::int as ms from runs order by id desc limit 1',
  );
  const [{ ms } = { ms: Number.NaN }] = rows;
  return {
    crm,
    records: counts.pulled,
    seconds: ms / 1_000,
    linkingMsPerRecord: rounded(linkingMs / counts.pulled),
    linkingShare: rounded(linkingMs / ms),
    peakRssMb,
  };
}

async function succeed(args: readonly string[], env: Variables, input = ''): Promise<string> {
  const { code, stdout, stderr } = await tamis(args, { env, input });
  if (code !== 0) throw new Error(`tamis ${args.join(' ')} ended with exit code ${code}: ${stderr}${stdout}`);
  return stdout;
}

function together(crms: readonly Synced[]) {
  const sum = (of: (one: Synced) => number) => crms.reduce((total, one) => total + of(one), 0);
  const linkingMs = sum((one) => one.linkingMsPerRecord * one.records);
  return {
    linkingMsPerRecord: rounded(linkingMs / sum(({ records }) => records)),
    linkingShare: rounded(linkingMs / 1_000 / sum(({ seconds }) => seconds)),
    peakRssMb: Math.max(...crms.map((one) => one.peakRssMb)),
  };
}

async function peopleIn(pool: Pool) {
  const { rows } = await pool.query<
    Pick<Measured, 'records' | 'leads' | 'inTwoCrms' | 'inThreeCrms'>
  >(`select sum(records)::int as records, count(*)::int as leads, count(*) filter (where crms = 2)::int as "inTwoCrms",
       count(*) filter (where crms = 3)::int as "inThreeCrms"
     from (select count(*) as records, count(distinct connection_id) as crms from links group by lead_id) as people`);
  const [people] = rows;
  if (people === undefined) throw new Error('The database answered nothing.');
  return people;
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}
