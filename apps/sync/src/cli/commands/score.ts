import { once } from 'node:events';
import { access } from 'node:fs/promises';
import {
  type CompiledModel,
  compile,
  compileExplainer,
  defaultModel,
  type Explainer,
  initialStanding,
  type Lead,
  sourcesNeeded,
} from '@tamis/core';
import { Command, Option } from 'commander';
import { openCsvLeads } from '../../leadFile/csvLeads.ts';
import { openJsonLeads } from '../../leadFile/jsonLeads.ts';
import type { LeadFile } from '../../leadFile/leadFile.ts';
import { loadDomainLists } from '../../service/domainLists.ts';
import type { CommandContext } from '../commandContext.ts';
import { EXIT, UsageError } from '../exit.ts';
import { type Output, openOutput } from '../output.ts';
import { readModel } from '../readModel.ts';

interface ScoreOptions {
  readonly model?: string;
  readonly language?: 'fr' | 'en';
  readonly allowMissing?: boolean;
  readonly json?: boolean;
}

/** `tamis score`: leads of a file, without any CRM or database. */
export function scoreCommand(context: CommandContext): Command {
  return new Command('score')
    .description('score and qualify the leads of a file; nothing is stored')
    .argument('<file>', 'CSV with a header, or JSON lines (.jsonl) of leads')
    .option('--model <model.json>', 'scoring model; the default model without it')
    .addOption(new Option('--language <language>', 'language of the reasons').choices(['fr', 'en']))
    .option(
      '--allow-missing',
      'score although the file lacks columns that the model needs; they count as unknown',
    )
    .option('--json', 'print one JSON document on stdout')
    .action(async (file: string, options: ScoreOptions) => {
      const compiled =
        options.model === undefined
          ? compile(defaultModel(), loadDomainLists())
          : await readModel(options.model);
      const leads = await openLeads(file);
      if (!options.allowMissing) refuseMissingColumns(file, leads, compiled);
      const language = options.language ?? context.environment.language;
      const skipped = await scoreAll(openOutput(context, options), leads, {
        compiled,
        explainer: compileExplainer(compiled.model, language),
        context,
      });
      context.exitWith(skipped > 0 ? EXIT.partlyRefused : EXIT.done);
    });
}

async function openLeads(file: string): Promise<LeadFile> {
  await access(file).catch(() => {
    throw new UsageError(`${file} cannot be read. Check the path and the permissions.`);
  });
  return /\.(jsonl|ndjson)$/i.test(file) ? openJsonLeads(file) : openCsvLeads(file);
}

function refuseMissingColumns(file: string, { columns }: LeadFile, model: CompiledModel): void {
  if (columns === null) return;
  const missing = new Set(
    sourcesNeeded(model.model).flatMap(({ fields }) => fields.filter((field) => !columns.has(field))),
  );
  if (missing.size === 0) return;
  throw new UsageError(
    `${file} lacks columns that the model needs: ${[...missing].join(', ')}. Add them, or count them as unknown with --allow-missing.`,
  );
}

/** What the leads are judged with. */
interface Judge {
  readonly compiled: CompiledModel;
  readonly explainer: Explainer;
  readonly context: CommandContext;
}

/** Returns how many rows were skipped. */
async function scoreAll(output: Output, { rows }: LeadFile, judge: Judge): Promise<number> {
  const { stdout, stderr, now } = judge.context;
  const asOf = now();
  let scored = 0;
  let skipped = 0;
  if (output.json) stdout.write('{"leads":[');
  for await (const row of rows) {
    if ('problem' in row) {
      skipped += 1;
      stderr.write(`line ${row.line}: ${row.problem}; skipped\n`);
      continue;
    }
    const result = judgeLead(judge, row.lead, asOf);
    const text = output.json
      ? `${scored === 0 ? '' : ','}${JSON.stringify({ line: row.line, ...result })}`
      : `${lineOf(row.lead, result)}\n`;
    scored += 1;
    if (!stdout.write(text)) await once(stdout, 'drain');
  }
  if (output.json) stdout.write(`],"scored":${scored},"skipped":${skipped}}\n`);
  else output.line(`${scored} leads scored, ${skipped} lines skipped`);
  return skipped;
}

function judgeLead({ compiled, explainer }: Judge, lead: Lead, asOf: number) {
  const score = compiled.score(lead, asOf);
  const verdict = compiled.qualify(lead, score, initialStanding(asOf), asOf);
  return { score, verdict, reason: explainer.written({ score, verdict }) };
}

function lineOf(lead: Lead, { score, verdict, reason }: ReturnType<typeof judgeLead>): string {
  const name =
    lead.person.email ??
    ([lead.person.firstName, lead.person.lastName].filter(Boolean).join(' ') || `#${lead.id}`);
  return [String(score.total / 100).padStart(6), score.grade, verdict.stage.padEnd(12), name, reason].join(
    '  ',
  );
}
