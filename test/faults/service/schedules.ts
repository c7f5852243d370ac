import { approveConnection, connect, readEnvironment, scopeOf, vendorOf } from '@tamis/sync';
import { Crm } from '../crm.ts';
import { type Opening, openWorkplace, type Workplace } from '../workplace.ts';
import { allRuns, type RunRow } from './runs.ts';
import { serve } from './serving.ts';
import { until } from './until.ts';

/** What two workers did with schedules that fell due faster than runs end. */
export interface Tally {
  /** Schedules that fell due and were claimed. */
  readonly schedules: number;
  readonly runs: number;
  /** Pairs of runs of one connection that were under way at the same time, or took each other for dead. */
  readonly overlaps: number;
  /** Runs that did not end well. */
  readonly unwell: number;
}

/** Long enough for a run to last longer than the scheduler takes to look again. */
const LATENCY_MS = 100;
/** A claim is seen a moment after it was made: a run that began so little earlier may be its own. */
const SEEN_WITHIN_MS = 1_500;

/** Lets so many schedules of several connections fall due, one after the other, while two workers share one database. */
export async function tallyOf(
  opening: Opening,
  { schedules, connections }: { schedules: number; connections: number },
): Promise<Tally> {
  await using place = await openWorkplace(opening);
  await using others = new AsyncDisposableStack();
  await place.crm.set({ latencyMs: LATENCY_MS });
  for (let index = 1; index < connections; index += 1) others.use(await connectAnother(place, index));
  await using _one = await serve(place, 'worker');
  await using _two = await serve(place, 'worker');
  const { claimed, latest } = await fallDue(place, schedules);
  const runs = await until('every schedule to have had its run', () => settled(place, latest));
  return {
    schedules: claimed,
    runs: runs.length,
    overlaps: overlapsOf(runs),
    unwell: runs.filter(({ status }) => status !== 'done').length,
  };
}

/** A further account, with a CRM of its own. */
async function connectAnother({ service, variables }: Workplace, index: number): Promise<Crm> {
  const crm = await Crm.start({ contacts: 20, profile: 'bare' });
  await crm.set({ account: { portalId: 1_000 + index }, latencyMs: LATENCY_MS });
  const environment = readEnvironment({ ...variables, HUBSPOT_API_URL: crm.ready.url });
  const { connectionId } = await connect(
    { service, environment, vendor: vendorOf('hubspot'), acceptsDefaultMapping: 'test' },
    { accessToken: crm.ready.accessToken, refreshToken: null, expiresAt: null },
    { now: Date.now, random: Math.random, signal: new AbortController().signal },
  );
  const approval = { at: Date.now(), by: 'test', handOverTasks: false };
  await approveConnection(service.db, scopeOf(service, { id: connectionId }), approval);
  return crm;
}

/** Makes each schedule due again as soon as it was claimed; counts the claims, and notes the latest of each connection. */
async function fallDue({ service }: Workplace, schedules: number) {
  const latest = new Map<string, number>();
  const again = () =>
    service.db
      .updateTable('connections')
      .set({ next_run_at: 0 })
      .where(({ eb, or }) => or([eb('next_run_at', '>', 0), eb('next_run_at', 'is', null)]))
      .returning('id')
      .execute();
  await again();
  let claimed = 0;
  await until(`${schedules} schedules to be claimed`, async () => {
    const due = await again();
    for (const { id } of due) latest.set(String(id), Date.now());
    claimed += due.length;
    return claimed >= schedules;
  });
  await until('the last schedules to be claimed', async () => (await stillDue(service)).length === 0);
  for (const id of latest.keys()) latest.set(id, Date.now());
  return { claimed: claimed + latest.size, latest };
}

function stillDue({ db }: Workplace['service']) {
  return db.selectFrom('connections').select('id').where('next_run_at', '=', 0).execute();
}

/** All runs, once every connection has had one that began after its schedule was claimed for the last time. */
async function settled(
  place: Workplace,
  latest: ReadonlyMap<string, number>,
): Promise<readonly RunRow[] | null> {
  const runs = await allRuns(place);
  const last = new Map(runs.map((run) => [String(run.connection_id), run]));
  const served = [...latest].every(([id, claimed]) => {
    const run = last.get(id);
    return run !== undefined && run.started_at > claimed - SEEN_WITHIN_MS;
  });
  return served && runs.every(({ status }) => status !== 'running') ? runs : null;
}

function overlapsOf(runs: readonly RunRow[]): number {
  const pairs = [...Map.groupBy(runs, ({ connection_id }) => String(connection_id)).values()].flatMap((own) =>
    own.slice(1).map((later, index) => [own[index], later] as const),
  );
  return pairs.filter(
    ([earlier, later]) => (earlier?.finished_at ?? Number.POSITIVE_INFINITY) > later.started_at,
  ).length;
}
