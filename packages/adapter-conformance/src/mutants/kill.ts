import { chapters } from '../chapters/index.ts';
import { exampleWorlds, openSound } from '../reference/world.ts';
import { runSuite } from '../suite/run.ts';
import { connectionMutants } from './connections.ts';
import type { Mutant } from './mutant.ts';
import { pullMutants } from './pulls.ts';
import { pushMutants } from './pushes.ts';
import { readMutants } from './reads.ts';

/** Every broken adapter. */
export const mutants: readonly Mutant[] = [
  ...pullMutants,
  ...readMutants,
  ...pushMutants,
  ...connectionMutants,
];

/** Which checks of its chapter caught a mutant; none is a hole in the suite. */
export interface Kill {
  readonly mutant: Mutant;
  readonly caughtBy: readonly string[];
}

/** Runs a mutant's chapter on it. */
export async function kill(mutant: Mutant): Promise<Kill> {
  const worlds = exampleWorlds((crm, ports) => mutant.open((sound) => openSound(crm, sound), ports));
  const own = chapters.filter(({ name }) => name === mutant.chapter);
  const findings = await runSuite(worlds, { chapters: own, attempts: 1 });
  const failed = findings.filter(({ status }) => status === 'failed');
  return { mutant, caughtBy: failed.map(({ check }) => check) };
}
