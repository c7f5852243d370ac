import { parseArgs } from 'node:util';
import { testServer } from '@tamis/postgres/testing';
import { z } from 'zod';
import { judgeWorld, type Sequence } from './judgeWorld.ts';
import { planWorld } from './plan.ts';
import { describeFailure, figuresOf } from './report.ts';

/** Clusters that live in one world, each for itself. */
const CLUSTERS = 40;
/** Worlds under way at the same time: they wait for the database most of the time. */
const SIDE_BY_SIDE = 2;

/**
 * Many sequences: `npm run convergence --workspace @tamis/test -- --sequences 1000 [--seed N] [--json]`; `--world W` carries one world out
 * again, `--cluster C` only what one cluster does in it. Exit code 1 where a sequence does not converge as it should.
 */
const { values } = parseArgs({
  options: {
    sequences: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    world: { type: 'string' },
    cluster: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const wanted = z.object({
  sequences: z.coerce.number().int().positive(),
  seed: z.coerce.number().int(),
  world: z.coerce.number().int().nonnegative().optional(),
  cluster: z.coerce.number().int().nonnegative().optional(),
});
const { sequences: many, seed, world: one, cluster } = wanted.parse(values);
const begun = performance.now();
const server = await testServer();
try {
  const worlds =
    one === undefined ? Array.from({ length: Math.ceil(many / CLUSTERS) }, (_, world) => world) : [one];
  const sequences = await judgeAll(worlds);
  const seconds = Math.round((performance.now() - begun) / 1000);
  const failures = sequences.filter((sequence) => describeFailure(sequence) !== null);
  const report = { seed, seconds, failed: failures.length, ...figuresOf(sequences) };
  process.stdout.write(`${JSON.stringify(report, null, values.json ? undefined : 2)}\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await server.close();
}

async function judgeAll(worlds: readonly number[]): Promise<readonly Sequence[]> {
  const todo = [...worlds];
  const judged: Sequence[] = [];
  const work = async () => {
    for (let world = todo.shift(); world !== undefined; world = todo.shift())
      judged.push(...(await judgeOne(world)));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return judged;
}

async function judgeOne(world: number): Promise<readonly Sequence[]> {
  const plan = planWorld({ seed, world, clusters: CLUSTERS });
  const alone = cluster === undefined ? {} : { alone: cluster };
  const sequences = await judgeWorld(plan, { postgresUrl: server.url, ...alone });
  for (const sequence of sequences) say(describeFailure(sequence));
  return sequences;
}

/** What failed is for people, beside the document. */
function say(failure: string | null): void {
  if (failure !== null) process.stderr.write(`${failure}\n`);
}
