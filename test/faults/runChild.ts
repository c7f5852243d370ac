import { openService, type RunEvent, readEnvironment } from '@tamis/sync';
import { deathSchema } from './death.ts';
import { syncOnce } from './workplace.ts';

/** One run of the product in a process that ends itself, without a last word, when a step of the run is reached for the n-th time. */
const { step, nth, asOf } = deathSchema.parse(JSON.parse(process.argv[2] ?? ''));
const environment = readEnvironment(process.env);
const service = await openService(environment);
let reached = 0;

await syncOnce({ service, environment, now: Date.now, asOf }, { observe: dieAtStep });
await service.close();

function dieAtStep(event: RunEvent): void {
  if (event.step !== step) return;
  reached += 1;
  if (reached === nth) process.kill(process.pid, 'SIGKILL');
}
