import type { Snapshot } from './crms.ts';
import { type Drive, drive } from './drive.ts';
import type { Happened, History, Synced } from './history.ts';
import { type Judgement, judge } from './oracle/judge.ts';
import type { WorldPlan } from './plan.ts';

/** One sequence of operations with what became of it. */
export interface Sequence extends Judgement {
  readonly seed: number;
  readonly world: number;
  readonly cluster: number;
  /** What happened to its records, in words: operations and syncs. */
  readonly steps: readonly string[];
  /** How many operations of each kind took effect. */
  readonly done: Readonly<Record<string, number>>;
}

/** Carries a world's plan out and judges each of its clusters by itself. */
export async function judgeWorld(plan: WorldPlan, how: Drive): Promise<readonly Sequence[]> {
  const history = await drive(plan, how);
  const { ended } = history;
  const wanted = plan.clusters.filter(({ cast }) => how.alone === undefined || cast.cluster === how.alone);
  return wanted.map(({ cast: { cluster } }) => judged(plan, historyOf(history, cluster), { cluster, ended }));
}

function judged(
  { seed, world }: WorldPlan,
  events: History['events'],
  { cluster, ended }: { cluster: number; ended: History['ended'] },
): Sequence {
  const steps = events.map((event) => (event.kind === 'operation' ? told(event) : syncTold(event)));
  const done: Record<string, number> = {};
  for (const event of events)
    if (event.kind === 'operation' && event.keys.length > 0)
      done[event.operation] = (done[event.operation] ?? 0) + 1;
  return { seed, world, cluster, steps, done, ...judge(events, ended) };
}

/** The events of one cluster, in which its own records alone are seen. */
function historyOf({ events, clusterOf }: History, cluster: number): History['events'] {
  const isOwn = (key: string) => clusterOf.get(key) === cluster;
  const own = (snapshot: Snapshot): Snapshot => new Map([...snapshot].filter(([key]) => isOwn(key)));
  return events.flatMap((event): readonly (Happened | Synced)[] => {
    if (event.kind === 'operation') return event.cluster === cluster ? [event] : [];
    const { before, after, pushed } = event;
    return [
      { ...event, before: own(before), after: own(after), pushed: pushed.filter(({ key }) => isOwn(key)) },
    ];
  });
}

function told({ at, what }: Happened): string {
  return `${new Date(at).toISOString()} ${what}`;
}

function syncTold({ at, crm, phase, pushed }: Synced): string {
  const writes = pushed.map(({ key, fields }) => `${key} ${JSON.stringify(fields)}`).join(' ');
  return `${new Date(at).toISOString()} sync ${crm} (${phase}) ${writes}`.trimEnd();
}
