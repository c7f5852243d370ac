import { expect, inject, test } from 'vitest';
import { z } from 'zod';
import { discrepancies } from '../oracle.ts';
import { openWorkplace } from '../workplace.ts';
import { openGateway } from './gateway.ts';
import { allRuns, lastRunDone, makeDue, runAfter } from './runs.ts';
import { serve } from './serving.ts';
import { until } from './until.ts';

const STOPPED_WITHIN_MS = 10_000;
const CONTACTS = 2_000;

const opening = () => ({
  postgresUrl: inject('postgresUrl'),
  contacts: CONTACTS,
  profile: 'bare' as const,
});

async function status(url: string, path: string): Promise<number> {
  return (await fetch(`${url}${path}`)).status;
}

const countsSchema = z.object({ pulled: z.number(), written: z.number() }).partial();

function pulled(counts: unknown): number {
  return countsSchema.parse(counts).pulled ?? 0;
}

function written(counts: unknown): number {
  return countsSchema.parse(counts).written ?? 0;
}

test.concurrent('asked to end during a full reading, the service ends within ten seconds, and the next start goes on from there and writes nothing twice', async () => {
  await using place = await openWorkplace(opening());
  await place.crm.set({ latencyMs: 150 });
  const first = await serve(place);
  await makeDue(place);
  await until('some pages', async () => {
    const [run] = await allRuns(place);
    return run && pulled(run.counts) > 0.2 * CONTACTS;
  });
  const asked = Date.now();
  const { code } = await first.stop();
  expect(Date.now() - asked).toBeLessThan(STOPPED_WITHIN_MS);
  expect(code).toBe(0);
  const [stopped] = await allRuns(place);
  expect(stopped).toMatchObject({ status: 'paused' });
  await using _second = await serve(place);
  const further = await lastRunDone(place, 1);
  expect(written(stopped?.counts)).toBeGreaterThan(0);
  expect(written(stopped?.counts) + written(further.counts)).toBeLessThanOrEqual(CONTACTS);
  expect(pulled(further.counts)).toBeLessThan(CONTACTS);
  expect(await discrepancies(place)).toEqual([]);
});

test.concurrent('while the database is away the service says that it is not ready, and goes on by itself when it is back', async () => {
  await using place = await openWorkplace(opening());
  await place.crm.set({ latencyMs: 150 });
  await using gateway = await openGateway(place.variables.DATABASE_URL ?? '');
  const variables = { ...place.variables, DATABASE_URL: gateway.databaseUrl };
  await using serving = await serve({ variables });
  expect(await status(serving.url, '/readyz')).toBe(200);
  await makeDue(place);
  await runAfter(place, 0);
  await gateway.cut();
  expect(await status(serving.url, '/readyz')).toBe(503);
  expect(await status(serving.url, '/healthz')).toBe(200);
  await gateway.mend();
  await until('readiness', async () => (await status(serving.url, '/readyz')) === 200);
  await lastRunDone(place, 1);
  expect(await discrepancies(place)).toEqual([]);
});
