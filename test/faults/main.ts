import { parseArgs } from 'node:util';
import { testServer } from '@tamis/postgres/testing';
import { type Deaths, named, waysToDie } from './death.ts';
import { scarsOf, type Undisturbed, undisturbed } from './killedRun.ts';

/** Ways tried at the same time. */
const SIDE_BY_SIDE = 4;

/** Kills many runs: `npm run faults --workspace @tamis/test -- --kills 200 [--seed 1] [--contacts 450]`. Exit code 1 where one left a scar. */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    contacts: { type: 'string', default: '450' },
  },
});
const seed = Number(values.seed);
const server = await testServer();
try {
  const reference = await undisturbed({
    postgresUrl: server.url,
    contacts: Number(values.contacts),
    now: new Date().toISOString(),
  });
  const ways = waysToDie(reference.trace, { count: Number(values.kills), seed });
  const scarred = await tryAll(ways, reference);
  process.stdout.write(`${ways.length} ways of seed ${seed}: ${scarred} left a scar.\n`);
  process.exitCode = scarred === 0 ? 0 : 1;
} finally {
  await server.close();
}

async function tryAll(ways: readonly Deaths[], reference: Undisturbed): Promise<number> {
  const todo = [...ways.entries()];
  let scarred = 0;
  const work = async () => {
    for (let next = todo.shift(); next; next = todo.shift()) {
      const [index, deaths] = next;
      const scars = await scarsOf(deaths, reference);
      if (scars.length > 0) scarred += 1;
      process.stdout.write(
        `${index} ${named(deaths)}: ${scars.length === 0 ? 'no scar' : scars.join('; ')}\n`,
      );
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return scarred;
}
