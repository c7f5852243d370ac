import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { demoCycle } from '../../demo/demoCycle.ts';
import type { DemoResult } from '../../demo/demoRequest.ts';
import { vendors } from '../../vendors.ts';
import type { CommandContext } from '../commandContext.ts';
import { printRound, printSummary, resultDocument } from '../demoReport.ts';
import { EXIT } from '../exit.ts';
import { wholeNumber } from '../numbers.ts';
import { openOutput } from '../output.ts';
import { openProgressOfMany } from '../progressOfMany.ts';

interface DemoOptions {
  readonly once?: boolean;
  readonly crm: readonly string[];
  readonly contacts: number;
  readonly leads?: string;
  readonly latency: number;
  readonly profile: 'believable' | 'bare' | 'related';
  readonly settings?: object;
  readonly json?: boolean;
}

const KEYS = vendors.map(({ key }) => key);

/** `tamis demo`: the whole cycle on sandboxes of the CRMs, with edits in between; what `npm start` runs. */
export function demoCommand(context: CommandContext): Command {
  return new Command('demo')
    .description(
      'see the whole cycle on sandboxes of the CRMs on this machine, again after people edited in them, then look at it in the browser; needs no account',
    )
    .option('--once', 'exit after the last round instead of serving the page')
    .addOption(
      new Option('--crm <names>', `which CRMs, separated by commas: ${KEYS.join(', ')}`)
        .argParser(someCrms)
        .default(KEYS, 'all'),
    )
    .addOption(
      new Option('--contacts <count>', 'made-up people in each CRM').argParser(wholeNumber).default(500),
    )
    .option('--leads <file.csv>', 'people from a CSV file instead of made-up ones')
    .addOption(
      new Option('--latency <ms>', "delay of the sandboxes' answers").argParser(wholeNumber).default(25),
    )
    .addOption(
      new Option(
        '--profile <profile>',
        'made-up people with a year of behaviour, with bare properties, or bare with a company and five engagements each',
      )
        .choices(['believable', 'bare', 'related'])
        .default('believable'),
    )
    .addOption(
      new Option(
        '--settings <json>',
        "changes to the sandboxes' own settings, such as their limits",
      ).argParser(jsonObject),
    )
    .option('--json', 'print one JSON document on stdout')
    .action((options: DemoOptions) => demonstrate(context, options));
}

function someCrms(text: string): readonly string[] {
  const asked = [...new Set(text.split(',').map((name) => name.trim()))];
  const unknown = asked.find((name) => !KEYS.includes(name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`There is no CRM called "${unknown}". Known: ${KEYS.join(', ')}.`);
  return asked;
}

function jsonObject(text: string): object {
  const parsed = z.record(z.string(), z.json()).safeParse(safeJson(text));
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('Give a JSON object.');
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function demonstrate(context: CommandContext, options: DemoOptions): Promise<void> {
  const output = openOutput(context, options);
  const labels = new Map(vendors.map(({ key, label }) => [key, label]));
  const progress = openProgressOfMany(output.people, labels, context.now);
  const result = await demoCycle({
    ...context,
    ...options,
    crms: options.crm,
    leads: options.leads,
    say: (sentence) => output.line(sentence),
    observe: (crm, event) => progress.of(crm).show(event),
    ran: (runs) => {
      progress.stop();
      printRound(output, runs);
    },
    finished: (done) => {
      printSummary(output, done, context.environment.language);
      if (output.json) output.result({ ...resultDocument(done), peakRssMb: context.peakRssMb() });
    },
    ...(options.once
      ? {}
      : {
          async goOn(service, environment) {
            const { serveDemo } = await import('../serveDemo.ts');
            await serveDemo(context, output, { service, environment });
          },
        }),
  }).finally(() => progress.stop());
  context.exitWith(exitCode(result));
}

function exitCode({ runs, people }: DemoResult): number {
  if (runs.some(({ report }) => report.status !== 'done')) return EXIT.failed;
  if (people !== null && people.differing.length > 0) return EXIT.failed;
  return runs.some(({ report }) => report.counts.refused > 0) ? EXIT.partlyRefused : EXIT.done;
}
