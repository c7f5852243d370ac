import { type Language, type Stage, stageLabel } from '@tamis/core';
import { Command, Option } from 'commander';
import { type DemoResult, type DemoRun, demoCycle } from '../../demo/demoCycle.ts';
import type { LeadLine } from '../../service/leadLines.ts';
import { vendors } from '../../vendors.ts';
import type { CommandContext } from '../commandContext.ts';
import { EXIT } from '../exit.ts';
import { wholeNumber } from '../numbers.ts';
import { type Output, openOutput } from '../output.ts';
import { openProgress } from '../progress.ts';
import { printReport } from '../report.ts';
import { serveDemo } from '../serveDemo.ts';
import { renderTable } from '../table.ts';

interface DemoOptions {
  readonly once?: boolean;
  readonly crm: string;
  readonly contacts: number;
  readonly leads?: string;
  readonly latency: number;
  readonly profile: 'believable' | 'bare' | 'related';
  readonly json?: boolean;
}

const SKIPPED_SHOWN = 20;

/** `tamis demo`: the whole cycle on a sandbox, twice; what `npm start` runs. */
export function demoCommand(context: CommandContext): Command {
  return new Command('demo')
    .description(
      'see the whole cycle, twice, on a sandbox of a CRM on this machine, then look at it in the browser; needs no account',
    )
    .option('--once', 'exit after the two runs instead of serving the page')
    .addOption(
      new Option('--crm <name>', 'which CRM').choices(vendors.map(({ key }) => key)).default(vendors[0]?.key),
    )
    .addOption(new Option('--contacts <count>', 'made-up contacts').argParser(wholeNumber).default(500))
    .option('--leads <file.csv>', 'contacts from a CSV file instead of made-up ones')
    .addOption(
      new Option('--latency <ms>', "delay of the sandbox's answers").argParser(wholeNumber).default(25),
    )
    .addOption(
      new Option(
        '--profile <profile>',
        'made-up contacts with a year of behaviour, with bare properties, or bare with a company and five engagements each',
      )
        .choices(['believable', 'bare', 'related'])
        .default('believable'),
    )
    .option('--json', 'print one JSON document on stdout')
    .action((options: DemoOptions) => demonstrate(context, options));
}

async function demonstrate(context: CommandContext, options: DemoOptions): Promise<void> {
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
    finished: (done) => {
      printSummary(context, output, done);
      if (output.json) output.result({ runs: done.runs.map(runDocument), peakRssMb: context.peakRssMb() });
    },
    ...(options.once
      ? {}
      : { goOn: (service, environment) => serveDemo(context, output, { service, environment }) }),
  }).finally(() => progress.stop());
  context.exitWith(exitCode(result));
}

function printSummary(
  { environment }: CommandContext,
  output: Output,
  { runs, top, sandbox }: DemoResult,
): void {
  printSection(output, 'Stages', stageTable(runs.at(-1)?.report.stages ?? {}, environment.language));
  printSection(output, 'Leads to work first', leadTable(top, environment.language));
  printSection(output, 'Try next', [
    'npx tamis demo --leads your-leads.csv   the same on leads of your own',
    'npx tamis model print > model.json      every rule and number, to edit',
    'npx tamis connect --help                your own CRM: Tamis only reads, until you approve',
    'npx tamis --help',
  ]);
  printSkipped(output, sandbox);
}

function printSection(output: Output, heading: string, lines: readonly string[]): void {
  output.line(`\n${heading}`);
  for (const line of lines) output.line(`  ${line}`);
}

function stageTable(stages: Readonly<Record<string, number>>, language: Language): readonly string[] {
  const leads = Object.values(stages).reduce((sum, count) => sum + count, 0);
  return renderTable(
    [{ heading: 'Stage' }, { heading: 'Leads', align: 'right' }, { heading: 'Share', align: 'right' }],
    Object.entries(stages).map(([stage, count]) => [
      stageLabel(stage as Stage, language),
      String(count),
      `${((100 * count) / leads).toFixed(1)} %`,
    ]),
  );
}

function leadTable(top: readonly LeadLine[], language: Language): readonly string[] {
  return renderTable(
    [
      { heading: 'Name', most: 24 },
      { heading: 'Company', most: 24 },
      { heading: 'Stage', most: 26 },
      { heading: 'Score', align: 'right' },
      { heading: 'Grade' },
      { heading: 'Why', most: 120 },
    ],
    top.map(({ name, company, stage, score, grade, reason }) => [
      name,
      company,
      stageLabel(stage as Stage, language),
      String(score),
      grade,
      reason,
    ]),
  );
}

function printSkipped(output: Output, { leads }: DemoResult['sandbox']): void {
  if (leads === null || leads.skippedCount === 0) return;
  const shown = leads.skipped.slice(0, SKIPPED_SHOWN).map(({ line, reason }) => `line ${line}: ${reason}`);
  printSection(output, `${leads.skippedCount} lines of the file were skipped`, shown);
}

function runDocument({ crm, report, seconds }: DemoRun) {
  const {
    counts,
    calls,
    callFloor,
    associationCalls,
    activityCalls,
    rateLimited,
    budgetUsed,
    budgetUnit,
    stages,
    status,
    problems,
    withoutSource,
  } = report;
  return {
    crm,
    status,
    ...counts,
    calls,
    callFloor,
    associationCalls,
    activityCalls,
    rateLimited,
    budgetUsed,
    budgetUnit,
    seconds,
    stages,
    problems,
    withoutSource,
  };
}

function exitCode({ runs }: DemoResult): number {
  if (runs.some(({ report }) => report.status !== 'done')) return EXIT.failed;
  return runs.some(({ report }) => report.counts.refused > 0) ? EXIT.partlyRefused : EXIT.done;
}
