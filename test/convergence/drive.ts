import type { CrmName } from './crms.ts';
import type { Happened, History, Synced } from './history.ts';
import { Cluster } from './perform.ts';
import { EPOCHS, type Pause, type WorldPlan } from './plan.ts';
import { openWorld, type World } from './world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Deletions in Pipedrive are looked for once a day. */
const DELETIONS_TOLD_WITHIN_MS = DAY_MS + 60 * MINUTE_MS;
/** What changes our values within minutes of a write is taken for a workflow: people here take longer. */
const PEOPLE_TAKE_MS = 15 * MINUTE_MS;
/** Every world begins at this instant, a Monday. */
const START = Date.parse('2026-03-02T08:00:00Z');
/** Rounds after the last operation: two to converge in, and one in which nothing may be left to write. */
const CLOSING_ROUNDS = 3;

/** After the last operation only the closing rounds are left. */
const AT_THE_END: Pause = { passMs: 0, syncs: [] };

/** Where and how a plan is carried out. */
export interface Drive {
  readonly postgresUrl: string;
  /** Only this cluster does anything. */
  readonly alone?: number;
}

/** Carries a plan out on the real product and three stand-ins, and says what happened. */
export async function drive(plan: WorldPlan, { postgresUrl, alone }: Drive): Promise<History> {
  await using world = await openWorld(postgresUrl, START);
  const clusters = plan.clusters.map(({ cast }) => new Cluster(cast, world));
  const events: (Happened | Synced)[] = [];
  // The product makes its own fields before anybody can fill them.
  for (const crm of world.crms.keys()) await world.sync(crm, world.now());
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    events.push(...(await live(world, { plan, clusters, epoch, alone })));
    const { passMs, syncs } = plan.pauses[epoch] ?? AT_THE_END;
    await world.pass(passMs);
    for (const crm of syncs) {
      const run = await synced(world, { crm, asOf: world.now() });
      events.push(run, ...(await rewritten(clusters, run)));
      await world.pass(MINUTE_MS);
    }
    await world.pass(PEOPLE_TAKE_MS);
  }
  events.push(...(await close(world, plan)));
  const clusterOf = clusters.flatMap(({ known, cast }) =>
    [...known].map((key) => [key, cast.cluster] as const),
  );
  return { events, clusterOf: new Map(clusterOf), ended: await world.office.ended() };
}

/** One epoch: the first operations of all clusters, a minute later the second ones, and so on. */
async function live(
  world: World,
  {
    plan,
    clusters,
    epoch,
    alone,
  }: { plan: WorldPlan; clusters: readonly Cluster[]; epoch: number; alone: number | undefined },
): Promise<readonly Happened[]> {
  const happened: Happened[] = [];
  const todo = plan.clusters.map(({ epochs }) => epochs[epoch] ?? []);
  const most = Math.max(...todo.map(({ length }) => length));
  for (let turn = 0; turn < most; turn += 1) {
    await world.pass(MINUTE_MS);
    for (const [index, cluster] of clusters.entries()) {
      const operation = todo[index]?.[turn];
      if (operation === undefined || (alone !== undefined && alone !== index)) continue;
      happened.push(await cluster.perform(operation, world.now()));
    }
  }
  return happened;
}

/** Nobody does anything any more: the rounds to converge in, and one a day later for what waits for its day. Time alone changes no score. */
async function close(world: World, { closing }: WorldPlan): Promise<readonly Synced[]> {
  const events: Synced[] = [];
  await world.pass(DELETIONS_TOLD_WITHIN_MS);
  const asOf = world.now();
  for (let round = 1; round <= CLOSING_ROUNDS; round += 1)
    for (const crm of closing) {
      events.push(await synced(world, { crm, asOf, phase: 'closing', round }));
      await world.pass(MINUTE_MS);
    }
  await world.pass(DAY_MS);
  const nextDay = world.now();
  for (const crm of closing) {
    events.push(await synced(world, { crm, asOf: nextDay, phase: 'next-day' }));
    await world.pass(MINUTE_MS);
  }
  return events;
}

/** Workflows set again what the run wrote, at the same instant. */
async function rewritten(clusters: readonly Cluster[], run: Synced): Promise<readonly Happened[]> {
  const all = await Promise.all(clusters.map((cluster) => cluster.rewrite(run)));
  return all.flat();
}

/** One run of one connection between two looks at its CRM. */
async function synced(
  world: World,
  run: { crm: CrmName; asOf: number; phase?: Synced['phase']; round?: number },
): Promise<Synced> {
  const { crm, asOf, phase = 'open', round = 0 } = run;
  const at = world.now();
  const look = async () => (await world.crms.get(crm)?.snapshot()) ?? new Map();
  const before = await look();
  const pushed = await world.sync(crm, asOf);
  const after = await look();
  return { kind: 'sync', at, crm, phase, round, before, after, pushed };
}
