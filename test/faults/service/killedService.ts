import { z } from 'zod';
import { discrepancies } from '../oracle.ts';
import type { Opening, Workplace } from '../workplace.ts';
import { openWorkplace } from '../workplace.ts';
import { allRuns, lastRunDone, makeDue, runAfter } from './runs.ts';
import { type Serving, serve } from './serving.ts';
import { until } from './until.ts';

/** Which run of a connection a death interrupts: the first full reading, or one that brings sales news. */
export type Scene = 'first' | 'later';

/**
 * When the service dies: at the n-th request of the run, before the CRM acted on it, after it acted and before it answered, or as
 * soon as that answer is out.
 */
export interface Point {
  readonly scene: Scene;
  readonly request: number;
  readonly moment: 'before' | 'after' | 'answered';
}

/** What an undisturbed service does in each scene. */
export type References = Readonly<Record<Scene, { readonly requests: number; readonly tasks: number }>>;

/** What a death left behind. */
export interface Aftermath {
  /** From the restart to the run that goes on. */
  readonly resumedMs: number;
  /** What was lost, doubled or different, in words. */
  readonly scars: readonly string[];
}

const countsSchema = z.object({ planned: z.number() });
const ASKING = 6;
const LONGER_THAN_ANY_TEST_MS = 600_000;

/** Plays each scene undisturbed. */
export async function references(opening: Opening): Promise<References> {
  return { first: await reference(opening, 'first'), later: await reference(opening, 'later') };
}

async function reference(opening: Opening, scene: Scene): Promise<References[Scene]> {
  await using place = await openScene(opening, scene);
  const [before, known] = [await place.crm.requests(), (await allRuns(place)).length];
  await using _serving = await serve(place);
  await makeDue(place);
  await lastRunDone(place, known);
  return { requests: (await place.crm.requests()) - before, tasks: (await place.crm.tasks()).length };
}

/** Lets a service die at a point and another one take over. */
export async function aftermath(point: Point, opening: Opening, expected: References): Promise<Aftermath> {
  await using place = await openScene(opening, point.scene);
  await dieAt(place, point);
  const known = (await allRuns(place)).length;
  await using _serving = await serve(place);
  const restarted = Date.now();
  await runAfter(place, known);
  const resumedMs = Date.now() - restarted;
  await lastRunDone(place, known);
  return { resumedMs, scars: await scarsOf(place, expected[point.scene].tasks) };
}

/** A workplace in which everything was read once, where the scene is a later run. */
async function openScene(opening: Opening, scene: Scene): Promise<Workplace> {
  const place = await openWorkplace({ ...opening, handOverTasks: true });
  if (scene === 'first') return place;
  await place.sync();
  const raw = (await place.crm.liveContacts()).filter(({ properties }) => properties.tamis_stage === 'raw');
  for (const { id } of raw.slice(0, ASKING)) await place.crm.submit(id, 'Book a demo');
  for (const { id } of raw.slice(ASKING)) await place.crm.edit(id, { jobtitle: 'Chief executive officer' });
  return place;
}

async function dieAt(place: Workplace, { request, moment }: Point): Promise<void> {
  const serving: Serving = await serve(place);
  await place.crm.strike([
    {
      when: { request },
      phase: moment === 'before' ? 'before' : 'after',
      effect: { kind: 'delay', ms: moment === 'answered' ? 0 : LONGER_THAN_ANY_TEST_MS },
    },
  ]);
  await makeDue(place);
  await until(`request ${request}`, async () => ((await place.crm.strikes())[0] ?? 0) > 0);
  await serving.kill();
  await place.crm.strike([]);
}

async function scarsOf(place: Workplace, tasks: number): Promise<readonly string[]> {
  const known = (await allRuns(place)).length;
  await makeDue(place);
  const { planned } = countsSchema.parse((await lastRunDone(place, known)).counts);
  const created = await place.crm.tasks();
  const keys = new Set(created.map(({ properties }) => properties.tamis_key));
  return [
    ...(await discrepancies(place)),
    ...(planned === 0 ? [] : [`a further run planned ${planned} writes`]),
    ...(keys.size === created.length ? [] : ['two tasks have one key']),
    ...(created.length === tasks ? [] : [`the CRM holds ${created.length} tasks instead of ${tasks}`]),
  ];
}
