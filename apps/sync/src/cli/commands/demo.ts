import { type Stage, stageLabel } from '@tamis/core';
import { Command, Option } from 'commander';
import { type DemoResult, type DemoRun, demoCycle } from '../../demo/demoCycle.ts';
import { vendors } from '../../vendors.ts';
import type { CommandContext } from '../commandContext.ts';
import { EXIT } from '../exit.ts';
import { wholeNumber } from '../numbers.ts';
import { type Output, openOutput } from '../output.ts';
import { openProgress } from '../progress.ts';
import { printReport } from '../report.ts';
import { renderTable } from '../table.ts';

interface DemoOptions {
  readonly crm: string;
  readonly contacts: number;
  readonly leads?: string;
  readonly latency: number;
  readonly profile: 'believable' | 'bare';
  readonly json?: boolean;
}

/** `tamis demo`: the whole cycle on a sandbox, twice; what `npm start` runs. */
export function demoCommand(context: CommandContext): Command {
  return new Command('demo')
    .description('see the whole cycle, twice, on a sandbox of a CRM on this machine; needs no account')
    .option('--once', 'run the two runs and exit (what the demo does in any case)')
    .addOption(
      new Option('--crm <name>', 'which CRM').choices(vendors.map(({ key }) => key)).default(vendors[0]?.key),
    )
    .addOption(new Option('--contacts <count>', 'made-up contacts').argParser(wholeNumber).default(500))
    .option('--leads <file.csv>', 'contacts from a CSV file instead of made-up ones')
    .addOption(
      new Option('--latency <ms>', "delay of the sandbox's answers").argParser(wholeNumber).default(25),
    )
    .addOption(
      new Option('--profile <profile>', 'made-up contacts with a year of behaviour, or bare properties')
        .choices(['believable', 'bare'])
        .default('believable'),
    )
    .option('--json', 'print one JSON document on stdout')
    .action(async (options: DemoOptions) => {
      const output = openOutput(context, options);
      const progress = openProgress(output.people, context.now);
      const result = await demoCycle({
        ...context,
        ...options,
        leads: options.leads,
        say: (sentence) => output.line(sentence),
        observe: progress.show,
        ran: (run, index) => {
          progress.stop();
          output.line(`\nRun ${index + 1} (${run.seconds.toFixed(1)} s)`);
          printReport(output, run.report);
        },
      }).finally(() => progress.stop());
      printSummary(context, output, result);
      if (output.json) output.result({ runs: result.runs.map(runDocument), peakRssMb: context.peakRssMb() });
      context.exitWith(exitCode(result));
    });
}

function printSummary(context: CommandContext, output: Output, { runs, top, sandbox }: DemoResult): void {
  const { language } = context.environment;
  const stages = Object.entries(runs.at(-1)?.report.stages ?? {});
  const leads = stages.reduce((sum, [, count]) => sum + count, 0);
  output.line('\nStages');
  for (const row of renderTable(
    [{ heading: 'Stage' }, { heading: 'Leads', align: 'right' }, { heading: 'Share', align: 'right' }],
    stages.map(([stage, count]) => [
      stageLabel(stage as Stage, language),
      String(count),
      `${((100 * count) / leads).toFixed(1)} %`,
    ]),
  )) {
    output.line(`  ${row}`);
  }
  output.line('\nLeads to work first');
  for (const row of renderTable(
    [
      { heading: 'Name', most: 24 },
      { heading: 'Company', most: 24 },
      { heading: 'Stage', most: 14 },
      { heading: 'Score', align: 'right' },
      { heading: 'Grade' },
      { heading: 'Why', most: 110 },
    ],
    top.map(({ name, company, stage, score, grade, reason }) => [
      name,
      company,
      stageLabel(stage as Stage, language),
      String(score),
      grade,
      reason,
    ]),
  )) {
    output.line(`  ${row}`);
  }
  output.line(
    `\nScore, stage and reason were written to the sandbox and read back by the second run, which had nothing left to write.`,
  );
  output.line('Try next');
  output.line('  npx tamis demo --leads your-leads.csv     the same on leads of your own');
  output.line('  npx tamis model print > model.json        every rule and number, to edit');
  output.line(
    `  npx tamis connect ${runs[0]?.crm ?? ''}               your own CRM: reads only, until you approve`,
  );
  output.line('  npx tamis --help');
  if (sandbox.leads && sandbox.leads.skippedCount > 0) {
    output.line(`\n${sandbox.leads.skippedCount} lines of the file were skipped:`);
    for (const { line, reason } of sandbox.leads.skipped) output.line(`  line ${line}: ${reason}`);
  }
}

function runDocument({ crm, report, seconds }: DemoRun) {
  const { counts, calls, callFloor, associationCalls, activityCalls, rateLimited, stages, status, problems } =
    report;
  return {
    crm,
    status,
    ...counts,
    calls,
    callFloor,
    associationCalls,
    activityCalls,
    rateLimited,
    seconds,
    stages,
    problems,
  };
}

function exitCode({ runs }: DemoResult): number {
  if (runs.some(({ report }) => report.status !== 'done')) return EXIT.failed;
  return runs.some(({ report }) => report.counts.refused > 0) ? EXIT.partlyRefused : EXIT.done;
}
