import { Command, Option } from 'commander';
import { openLog } from '../../serve/log.ts';
import type { ServiceRole } from '../../serve/startService.ts';
import { type OpenService, openService } from '../../service/openService.ts';
import { announce, untilStopped } from '../announce.ts';
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
  // The servers of page and queue take 35 MB, which the other commands do without.
  const { startService } = await import('../../serve/startService.ts');
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
  await announce(context, output, { service, running });
  await untilStopped(signal);
  output.line('Stopping: what is under way is brought to the end of its page.');
  await running.stop();
}
