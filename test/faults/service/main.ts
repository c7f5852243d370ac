import { parseArgs } from 'node:util';
import { testServer } from '@tamis/postgres/testing';
import type { Opening } from '../workplace.ts';
import { aftermath, type Point, type References, references } from './killedService.ts';
import { named, pointsOfDeath } from './points.ts';
import { tallyOf } from './schedules.ts';

/** Points tried at the same time. */
const SIDE_BY_SIDE = 4;
const CONNECTIONS = 8;

/**
 * Kills the service many times, and lets many schedules fall due on two workers:
 * `npm run faults:service --workspace @tamis/test -- --kills 50 --schedules 200 [--seed 1] [--contacts 450] [--json]`.
 * Exit code 1 where a kill left a scar or two runs overlapped.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    schedules: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    contacts: { type: 'string', default: '450' },
    json: { type: 'boolean', default: false },
  },
});
const say = (line: string) => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
const server = await testServer();
try {
  const opening = { postgresUrl: server.url, contacts: Number(values.contacts), profile: 'bare' } as const;
  const kills = await killMany(opening);
  const schedules = await tallyOf(opening, { schedules: Number(values.schedules), connections: CONNECTIONS });
  say(
    `${schedules.schedules} schedules of ${CONNECTIONS} connections on two workers: ${schedules.runs} runs, ${schedules.overlaps} overlaps, ${schedules.unwell} that did not end well.`,
  );
  if (values.json) process.stdout.write(`${JSON.stringify({ kills, schedules })}\n`);
  process.exitCode = kills.scarred + schedules.overlaps + schedules.unwell === 0 ? 0 : 1;
} finally {
  await server.close();
}

async function killMany(opening: Opening) {
  const seed = Number(values.seed);
  const expected = await references(opening);
  const points = pointsOfDeath(expected, { count: Number(values.kills), seed });
  const found = await tryAll(points, opening, expected);
  const scarred = found.filter(({ scars }) => scars.length > 0).length;
  const slowestMs = Math.max(0, ...found.map(({ resumedMs }) => resumedMs));
  say(
    `${found.length} kills of seed ${seed}: ${scarred} left a scar; the slowest went on ${slowestMs} ms after its restart.`,
  );
  return { seed, count: found.length, scarred, slowestMs, expected, found };
}

async function tryAll(points: readonly Point[], opening: Opening, expected: References) {
  const todo = [...points];
  const found: (Point & Awaited<ReturnType<typeof aftermath>>)[] = [];
  const work = async () => {
    for (let point = todo.shift(); point; point = todo.shift()) {
      const after = await aftermath(point, opening, expected);
      found.push({ ...point, ...after });
      const verdict = after.scars.length === 0 ? 'no scar' : after.scars.join('; ');
      say(`${found.length} ${named(point)}: on again after ${after.resumedMs} ms, ${verdict}`);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return found;
}
