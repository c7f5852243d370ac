import { Command, Option } from 'commander';
import { setUpLink } from '../../access/invite.ts';
import { openLog } from '../../serve/log.ts';
import { type RunningService, type ServiceRole, startService } from '../../serve/startService.ts';
import { type OpenService, openService } from '../../service/openService.ts';
import type { CommandContext } from '../commandContext.ts';
import { wholeNumber } from '../numbers.ts';
import { type Output, openOutput } from '../output.ts';

interface ServeOptions {
  readonly role: ServiceRole;
  readonly port?: number;
  readonly host: string;
  readonly json?: boolean;
}

/** `tamis serve`: the service with its page, until it is stopped. */
export function serveCommand(context: CommandContext): Command {
  return new Command('serve')
    .description('run the service: the page for administrators, the schedules and the sync runs')
    .addOption(
      new Option('--role <role>', 'what this process does').choices(['web', 'worker', 'all']).default('all'),
    )
    .addOption(
      new Option('--port <port>', 'where the page is served (TAMIS_PORT, else 4321)').argParser(wholeNumber),
    )
    .option('--host <address>', 'which address to listen on', '127.0.0.1')
    .option('--json', 'print one JSON document once it serves; then one JSON line per event on stderr')
    .action(async (options: ServeOptions) => {
      const output = openOutput(context, options);
      const service = await openService(context.environment);
      try {
        await serveUntilStopped(context, { service, options, output });
      } finally {
        await service.close();
      }
    });
}

async function serveUntilStopped(
  context: CommandContext,
  { service, options, output }: { service: OpenService; options: ServeOptions; output: Output },
): Promise<void> {
  const { environment, now, random, signal, stderr } = context;
  const running = await startService({
    ...options,
    store: service.store,
    environment,
    port: options.port ?? environment.port,
    publicUrl: environment.publicUrl,
    log: openLog(stderr, environment.logLevel),
    now,
    random,
  });
  await announce(context, { service, running, output });
  await stopped(signal);
  output.line('Stopping: what is under way is brought to the end of its page.');
  await running.stop();
}

/** Says where the page is, and to the first person how to get in. */
export async function announce(
  { now }: CommandContext,
  { service, running, output }: { service: OpenService; running: RunningService; output: Output },
): Promise<void> {
  const { publicUrl } = running;
  const link = await setUpLink(service.store.owner, service.workspace.id, { publicUrl, now });
  output.line(`Tamis serves ${publicUrl}`);
  if (link !== null) output.line(`Set it up here, once: ${link}`);
  output.line('Stop with Ctrl-C.');
  if (output.json) output.result({ url: publicUrl, setUp: link });
}

/** Resolves when the person or the system asks the process to end. */
export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
