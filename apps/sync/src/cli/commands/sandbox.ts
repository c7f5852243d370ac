import { Command, Option } from 'commander';
import { vendorVariables } from '../../environment.ts';
import { startSandboxProcess } from '../../service/sandboxProcess.ts';
import { vendorOf, vendors } from '../../vendors.ts';
import type { CommandContext } from '../commandContext.ts';
import { wholeNumber } from '../numbers.ts';
import { openOutput } from '../output.ts';

interface SandboxOptions {
  readonly crm?: string;
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
    .argument('[crm]', `one of: ${vendors.map(({ key }) => key).join(', ')}`)
    .option('--crm <crm>', 'the same, as other commands take it')
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
    .action(async (named: string | undefined, options: SandboxOptions) => {
      const output = openOutput(context, options);
      const vendor = vendorOf(named ?? options.crm ?? '');
      const names = vendorVariables(vendor);
      await using sandbox = await startSandboxProcess({ ...options, crm: vendor.key });
      const { url, clientId, clientSecret, accessToken } = sandbox.ready;
      output.line(`A ${vendor.label} sandbox listens on ${url}. In another terminal:`);
      output.line(`  export ${names.apiUrl}=${url} ${names.oauthUrl}=${url}`);
      output.line(`  export ${names.clientId}=${clientId} ${names.clientSecret}=${clientSecret}`);
      output.line(`  export ${names.accessToken}=${accessToken}`);
      output.line(
        `  tamis connect ${vendor.key}   or by its consent page: tamis connect ${vendor.key} --oauth`,
      );
      if (output.json) output.result(sandbox.ready);
      await sandbox.ended(context.signal);
    });
}
