import { Command } from 'commander';
import { openService } from '../../service/openService.ts';
import { scopeOf } from '../../service/runConnection.ts';
import { approveConnection } from '../../store/connections.ts';
import { countDesires } from '../../store/desired.ts';
import { vendorOf } from '../../vendors.ts';
import { chooseConnection } from '../chooseConnection.ts';
import type { CommandContext } from '../commandContext.ts';
import { UsageError } from '../exit.ts';
import { openOutput } from '../output.ts';

/** `tamis approve`: a person has read the dry run and allows writing. */
export function approveCommand(context: CommandContext): Command {
  return new Command('approve')
    .description('allow a connection to write what its dry run listed')
    .option('--crm <name>', 'which connection, where there are several')
    .option('--json', 'print one JSON document on stdout')
    .action(async (options: { crm?: string; json?: boolean }) => {
      const output = openOutput(context, options);
      const service = await openService(context.environment);
      try {
        const connection = await chooseConnection(service, options.crm);
        const scope = scopeOf(service, connection);
        const proposed = await countDesires(service.db, scope, 'proposed');
        const { label } = vendorOf(connection.vendor);
        if (proposed === 0 && connection.status === 'observing') {
          throw new UsageError(
            'There is nothing to approve yet. Run "tamis sync --dry-run" first and read what it lists.',
          );
        }
        await approveConnection(service.db, scope, {
          at: context.now(),
          by: 'command line',
          handOverTasks: connection.handOverTasks,
        });
        output.line(
          `${label} "${connection.account.name}" may now be written to: ${proposed} records wait. Run "tamis sync" to write them.`,
        );
        if (output.json) output.result({ crm: connection.vendor, status: 'approved', proposed });
      } finally {
        await service.close();
      }
    });
}
