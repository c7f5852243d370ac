import { Command, Option } from 'commander';
import { startSandboxProcess } from '../../service/sandboxProcess.ts';
import { vendors } from '../../vendors.ts';
import type { CommandContext } from '../commandContext.ts';
import { wholeNumber } from '../numbers.ts';
import { openOutput } from '../output.ts';

interface SandboxOptions {
  readonly port: number;
  readonly contacts: number;
  readonly seed: number;
  readonly leads?: string;
  readonly latency: number;
  readonly json?: boolean;
}

/** `tamis sandbox`: a stand-in of a CRM on this machine, to try things on. */
export function sandboxCommand(context: CommandContext): Command {
  return new Command('sandbox')
    .description('run a stand-in of a CRM on this machine, with made-up leads, until Ctrl-C')
    .argument('<crm>', `one of: ${vendors.map(({ key }) => key).join(', ')}`)
    .addOption(
      new Option('--port <port>', 'port to listen on; 0 picks a free one').argParser(wholeNumber).default(0),
    )
    .addOption(
      new Option('--contacts <count>', 'made-up contacts to start with').argParser(wholeNumber).default(500),
    )
    .addOption(new Option('--seed <number>', 'same seed, same contacts').argParser(wholeNumber).default(1))
    .option('--leads <file.csv>', 'contacts from a CSV file instead of made-up ones')
    .addOption(new Option('--latency <ms>', 'delay of every answer').argParser(wholeNumber).default(0))
    .option('--json', 'print one JSON document on stdout')
    .action(async (crm: string, options: SandboxOptions) => {
      const output = openOutput(context, options);
      await using sandbox = await startSandboxProcess({ crm, ...options });
      const { url, clientId, clientSecret, accessToken } = sandbox.ready;
      const prefix = crm.toUpperCase();
      output.line(`A ${crm} sandbox listens on ${url}. In another terminal:`);
      output.line(`  export ${prefix}_API_URL=${url} ${prefix}_OAUTH_URL=${url}`);
      output.line(`  export ${prefix}_CLIENT_ID=${clientId} ${prefix}_CLIENT_SECRET=${clientSecret}`);
      output.line(`  export ${prefix}_ACCESS_TOKEN=${accessToken}`);
      output.line(`  tamis connect ${crm}`);
      if (output.json) output.result(sandbox.ready);
      await sandbox.ended(context.signal);
    });
}
