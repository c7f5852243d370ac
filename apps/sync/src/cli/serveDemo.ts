import type { Environment } from '../environment.ts';
import { openLog } from '../serve/log.ts';
import { type RunningService, type ServiceRequest, startService } from '../serve/startService.ts';
import type { OpenService } from '../service/openService.ts';
import { changeSettings, listConnections } from '../store/connections.ts';
import { setNextRun } from '../store/schedules.ts';
import { announce, untilStopped } from './announce.ts';
import type { CommandContext } from './commandContext.ts';
import { UsageError } from './exit.ts';
import type { Output } from './output.ts';

/** How often the demo's connection runs, so that a change in the sandbox is soon seen. */
const EVERY_MINUTES = 1;

/** Serves the page on the demo's database and CRM until Ctrl-C. */
export async function serveDemo(
  context: CommandContext,
  output: Output,
  { service, environment }: { service: OpenService; environment: Environment },
): Promise<void> {
  await runOften(context, service);
  const running = await startOnAnyPort({
    store: service.store,
    environment,
    role: 'all',
    host: '127.0.0.1',
    port: environment.port,
    publicUrl: environment.publicUrl,
    log: openLog(context.stderr, 'warn'),
    now: context.now,
    random: context.random,
  });
  await announce(context, output, { service, running });
  await untilStopped(context.signal);
  await running.stop();
}

async function runOften({ now }: CommandContext, { db, workspace, store }: OpenService): Promise<void> {
  for (const { id } of await listConnections(db, workspace.id)) {
    const scope = { workspaceId: workspace.id, connectionId: id };
    const at = now();
    await changeSettings(db, scope, { schedule: { kind: 'every', minutes: EVERY_MINUTES }, at });
    await setNextRun(store.owner, scope, at + EVERY_MINUTES * 60_000);
  }
}

/** Another Tamis may have the usual port. */
async function startOnAnyPort(request: ServiceRequest): Promise<RunningService> {
  try {
    return await startService(request);
  } catch (error) {
    if (!(error instanceof UsageError) || request.publicUrl !== undefined) throw error;
    return startService({ ...request, port: 0 });
  }
}
