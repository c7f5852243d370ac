import { Command } from 'commander';
import { openService } from '../../service/openService.ts';
import { runConnection } from '../../service/runConnection.ts';
import type { Service } from '../../service/service.ts';
import type { Connection } from '../../store/connections.ts';
import type { RunReport } from '../../sync/closeRun.ts';
import type { ProposedChange } from '../../sync/proposedChanges.ts';
import { chooseConnection } from '../chooseConnection.ts';
import type { CommandContext } from '../commandContext.ts';
import { EXIT, UsageError } from '../exit.ts';
import { type Output, openOutput } from '../output.ts';
import { openProgress } from '../progress.ts';
import { printReport } from '../report.ts';

interface SyncOptions {
  readonly crm?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `tamis sync`: one run of one connection. */
export function syncCommand(context: CommandContext): Command {
  return new Command('sync')
    .description('read what changed, score it, and write back what was approved')
    .option('--crm <name>', 'which connection, where there are several')
    .option(
      '--dry-run',
      'write nothing; list every lead and field that would change, before and after, with the reason',
    )
    .option('--json', 'print one JSON document on stdout')
    .action(async (options: SyncOptions) => {
      const output = openOutput(context, options);
      const service = await openService(context.environment);
      try {
        const connection = await chooseConnection(service, options.crm);
        if (connection.status === 'reconnect-needed') {
          throw new UsageError(
            `The access to this account has ended. Connect it again: tamis connect ${connection.vendor}`,
          );
        }
        const dryRun = options.dryRun ?? false;
        const changes: ProposedChange[] = [];
        const onProposed = (change: ProposedChange) =>
          output.json ? void changes.push(change) : printChange(output, change);
        const report = await runOnce(context, { service, connection, output, dryRun, onProposed });
        printReport(output, report);
        if (!dryRun && connection.status === 'observing') {
          output.line(
            'This connection only observes: nothing was written. Read "tamis sync --dry-run", then allow it with "tamis approve".',
          );
        }
        if (output.json) {
          const peakRssMb = context.peakRssMb();
          output.result({
            crm: connection.vendor,
            dryRun,
            ...report,
            peakRssMb,
            ...(dryRun ? { changes } : {}),
          });
        }
        context.exitWith(exitCode(report));
      } finally {
        await service.close();
      }
    });
}

interface SyncOrder {
  readonly service: Service;
  readonly connection: Connection;
  readonly output: Output;
  readonly dryRun: boolean;
  readonly onProposed: (change: ProposedChange) => void;
}

async function runOnce(
  context: CommandContext,
  { service, connection, output, dryRun, onProposed }: SyncOrder,
): Promise<RunReport> {
  const progress = openProgress(output.people, context.now);
  try {
    return await runConnection({ service, environment: context.environment }, connection, {
      dryRun,
      trigger: 'manual',
      asOf: context.now,
      now: context.now,
      random: context.random,
      signal: context.signal,
      observe: progress.show,
      onProposed,
    });
  } finally {
    progress.stop();
  }
}

function printChange(output: Output, { object, id, field, before, after, reasons }: ProposedChange): void {
  output.line(`${object} ${id}  ${field}: ${shown(before)} → ${shown(after)}  (${reasons.join(', ')})`);
}

function shown(value: unknown): string {
  return value === null || value === undefined || value === '' ? '(empty)' : String(value);
}

function exitCode({ status, counts }: RunReport): number {
  if (status !== 'done') return EXIT.failed;
  return counts.refused > 0 ? EXIT.partlyRefused : EXIT.done;
}
