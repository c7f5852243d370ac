import { testServer } from '@tamis/postgres/testing';
import { allRuns, lastRunDone, makeDue } from '../../faults/service/runs.ts';
import { type Serving, serve } from '../../faults/service/serving.ts';
import { until } from '../../faults/service/until.ts';
import { openWorkplace, type Workplace } from '../../faults/workplace.ts';
import { type PageReader, signIn } from '../page/pageReader.ts';

/** What HubSpot allows an app, and a usual distance to it. */
const TRUE_LIMITS = {
  latencyMs: 25,
  limits: {
    privateApp: { max: 190, widthMs: 10_000 },
    oauthApp: { max: 110, widthMs: 10_000 },
    search: { max: 5, widthMs: 1_000 },
  },
};
const INTERVAL_MINUTES = 1;
const GRACE_SECONDS = 30;
/** Somebody in a position to decide, at a company address. */
const FIT_FOR_SALES = 20;

/** How long one change took. */
interface Seen {
  readonly during: string;
  /** How much of the run was done when the change was made. */
  readonly pulledBefore: number;
  readonly inCrmSeconds: number;
  readonly onPageSeconds: number;
  /** Whether the full reading still went on when the change was seen in both places. */
  readonly whileReading: boolean;
}

/** A person asks for a demo while everything is being read: how long until the page and the CRM show score and stage. */
export async function run(args: readonly string[]): Promise<object> {
  const at = args.indexOf('--contacts');
  const contacts = at < 0 ? 50_000 : Number(args[at + 1]);
  const server = await testServer();
  try {
    await using place = await openWorkplace({ postgresUrl: server.url, contacts, profile: 'bare' });
    await place.crm.set(TRUE_LIMITS);
    const schedule = JSON.stringify({ kind: 'every', minutes: INTERVAL_MINUTES });
    await place.service.db.updateTable('connections').set({ schedule }).execute();
    await using serving = await serve(place);
    const seen = await seenChanges(place, serving, contacts);
    const slowestSeconds = Math.max(...seen.flatMap((one) => [one.inCrmSeconds, one.onPageSeconds]));
    const promisedSeconds = INTERVAL_MINUTES * 60 + GRACE_SECONDS;
    return { contacts, promisedSeconds, slowestSeconds, kept: slowestSeconds <= promisedSeconds, seen };
  } finally {
    await server.close();
  }
}

async function seenChanges(place: Workplace, serving: Serving, contacts: number): Promise<readonly Seen[]> {
  const page = await signIn(serving);
  const first = await seenDuring(place, page, { during: 'the first reading', from: 0.1 * contacts });
  await place.service.db.deleteFrom('cursors').execute();
  const again = await seenDuring(place, page, {
    during: 'a reading of everything again',
    from: 0.1 * contacts,
  });
  return [first, again];
}

async function seenDuring(
  place: Workplace,
  page: PageReader,
  { during, from }: { during: string; from: number },
): Promise<Seen> {
  const known = (await allRuns(place)).length;
  await makeDue(place);
  const run = await until('a tenth to be read', async () => {
    const latest = (await allRuns(place))[known];
    return latest && pulled(latest.counts) > from && latest;
  });
  const asker = await someoneRaw(place);
  await place.crm.submit(asker.id, 'Book a demo');
  const started = performance.now();
  const seconds = () => Number(((performance.now() - started) / 1000).toFixed(1));
  const [inCrmSeconds, onPageSeconds] = await Promise.all([
    until('the stage in the CRM', async () => (await stageInCrm(place, asker.id)) === 'sql').then(seconds),
    until('the stage on the page', async () => (await stageOnPage(page, asker.email)) === 'sql').then(
      seconds,
    ),
  ]);
  const whileReading = (await allRuns(place)).find(({ id }) => id === run.id)?.status === 'running';
  await lastRunDone(place, known);
  return { during, pulledBefore: pulled(run.counts), inCrmSeconds, onPageSeconds, whileReading };
}

/** A contact that was read already, since contacts are read in the order of their ids, and whom a demo request makes SQL. */
async function someoneRaw({ crm }: Workplace): Promise<{ id: string; email: string }> {
  const contacts = await crm.liveContacts();
  const asker = contacts
    .toSorted((a, b) => Number(a.id) - Number(b.id))
    .find(
      ({ properties }) =>
        properties.tamis_stage === 'raw' && Number(properties.tamis_fit) >= FIT_FOR_SALES && properties.email,
    );
  if (!asker?.properties.email) throw new Error('Nobody is raw.');
  return { id: asker.id, email: asker.properties.email };
}

async function stageInCrm({ crm }: Workplace, id: string): Promise<string | undefined> {
  return (await crm.contact(id)).properties.tamis_stage;
}

async function stageOnPage(page: PageReader, email: string): Promise<string | undefined> {
  const { items } = await page.leads({ search: email });
  return items.find((lead) => lead.email === email)?.stage;
}

function pulled(counts: unknown): number {
  return typeof counts === 'object' && counts !== null && 'pulled' in counts ? Number(counts.pulled) : 0;
}
