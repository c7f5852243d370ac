import type { Workplace } from '../workplace.ts';
import { until } from './until.ts';

/** A run as its row shows it. */
export type RunRow = Awaited<ReturnType<typeof allRuns>>[number];

/** All runs of a workplace, oldest first. */
export function allRuns({ service }: Workplace) {
  return service.db
    .selectFrom('runs')
    .select(['id', 'connection_id', 'status', 'message', 'started_at', 'finished_at', 'counts'])
    .orderBy('id')
    .execute();
}

/** The schedule of every connection is due at once. */
export async function makeDue({ service }: Workplace): Promise<void> {
  await service.db.updateTable('connections').set({ next_run_at: 0 }).execute();
}

/** The first run that began after `known` others. */
export function runAfter(place: Workplace, known: number): Promise<RunRow> {
  return until('the next run to begin', async () => (await allRuns(place))[known]);
}

/** The latest run, when no run is under way and it went well. */
export function lastRunDone(place: Workplace, known: number): Promise<RunRow> {
  return until('the runs to end well', async () => {
    const runs = await allRuns(place);
    const last = runs.at(-1);
    return runs.length > known && last?.status === 'done' && last;
  });
}
