import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { RunReport } from '@tamis/sync';
import type { Death, Deaths, Trace } from './death.ts';
import { tracer } from './death.ts';
import { discrepancies, unreconciled } from './oracle.ts';
import { conclusions } from './remembered.ts';
import { type Opening, openWorkplace, type Workplace } from './workplace.ts';

/** What an undisturbed run over the same contacts comes to. */
export interface Undisturbed {
  readonly opening: Opening;
  readonly trace: Trace;
  readonly conclusions: Awaited<ReturnType<typeof conclusions>>;
}

/** PostgreSQL notices within moments that a process died, and gives its lock back. */
const LOCK_DEADLINE_MS = 15_000;

/** Runs undisturbed, to compare with. */
export async function undisturbed(opening: Opening): Promise<Undisturbed> {
  await using place = await openWorkplace(opening);
  const { trace, observe } = tracer();
  await place.sync({ observe });
  return { opening, trace, conclusions: await conclusions(place) };
}

/**
 * Lets runs die by SIGKILL one after the other and then one run to its end. Says what was lost, doubled or different from the
 * undisturbed run; nothing to say means that the deaths left no trace.
 */
export async function scarsOf(deaths: Deaths, reference: Undisturbed): Promise<readonly string[]> {
  await using place = await openWorkplace(reference.opening);
  for (const death of deaths) await die(place, death);
  const last = await syncWhenFree(place);
  const further = await place.sync();
  const different = differences(await conclusions(place), reference.conclusions);
  return [
    ...[last, further].flatMap((report) => [...badEnd(report), ...unreconciled(report)]),
    ...(further.counts.planned === 0 ? [] : [`a further run planned ${further.counts.planned} writes`]),
    ...different,
    ...(await discrepancies(place)),
  ];
}

function badEnd({ status, message }: RunReport): string[] {
  return status === 'done' ? [] : [`a run ended ${status}: ${message}`];
}

function differences(found: Undisturbed['conclusions'], expected: Undisturbed['conclusions']): string[] {
  return isDeepStrictEqual(found, expected)
    ? []
    : ['verdicts or activities differ from those of an undisturbed run'];
}

/** Runs in a process of its own until it dies at the step; where the run ends before, there is nothing left to die in. */
async function die(place: Workplace, death: Death): Promise<void> {
  const script = fileURLToPath(new URL('runChild.ts', import.meta.url));
  const order = JSON.stringify({ ...death, asOf: place.asOf });
  for (const started = Date.now(); ; await wait(50)) {
    const child = spawn(process.execPath, ['--conditions=@tamis/source', script, order], {
      env: { PATH: process.env.PATH, ...place.variables },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words += text;
    });
    const [code, signal] = await once(child, 'close');
    if (code === 0 || signal === 'SIGKILL') return;
    if (!words.includes('RunInProgress') || Date.now() - started > LOCK_DEADLINE_MS) throw new Error(words);
  }
}

async function syncWhenFree(place: Workplace): Promise<RunReport> {
  for (const started = Date.now(); ; await wait(50)) {
    try {
      return await place.sync();
    } catch (error) {
      const held = error instanceof Error && error.name === 'RunInProgress';
      if (!held || Date.now() - started > LOCK_DEADLINE_MS) throw error;
    }
  }
}
