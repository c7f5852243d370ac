import { type Language, type Stage, stageLabel } from '@tamis/core';
import type { CrmLeadLine, DemoResult, DemoRun } from '../demo/demoRequest.ts';
import { vendorOf } from '../vendors.ts';
import type { Output } from './output.ts';
import { printNotes } from './report.ts';
import { renderTable } from './table.ts';

const SKIPPED_SHOWN = 20;

/** Prints what one round of the demo's runs did: a line for each CRM, then what a person should know. */
export function printRound(output: Output, runs: readonly DemoRun[]): void {
  printSection(output, `Run ${runs[0]?.round ?? ''}`, runTable(runs));
  for (const { crm, round, report } of runs) {
    const { status, problems } = report;
    const withoutSource = round === 1 ? report.withoutSource : [];
    if (status === 'done' && problems.length === 0 && withoutSource.length === 0) continue;
    output.line(`\n  ${vendorOf(crm).label}`);
    printNotes(output, { ...report, withoutSource });
  }
}

/** Prints the stages, the leads to work first, and what to do next. */
export function printSummary(output: Output, result: DemoResult, language: Language): void {
  const lastRound = Math.max(...result.runs.map(({ round }) => round));
  const last = result.runs.filter(({ round }) => round === lastRound);
  printSection(output, 'Stages', stageTable(last, language));
  printSection(output, 'Leads to work first', leadTable(result.top, language));
  printSection(output, 'Try next', [
    'npx tamis demo --leads your-leads.csv   the same on leads of your own',
    'npx tamis model print > model.json      every rule and number, to edit',
    'npx tamis connect --help                your own CRM: Tamis only reads, until you approve',
    'npx tamis --help',
  ]);
  printSkipped(output, result);
}

function printSection(output: Output, heading: string, lines: readonly string[]): void {
  output.line(`\n${heading}`);
  for (const line of lines) output.line(`  ${line}`);
}

const NUMBERS = [
  'Read',
  'Evaluated',
  'Written',
  'Requests',
  'Least',
  'For related',
  'Refused',
  'Tokens',
  'Seconds',
] as const;

function runTable(runs: readonly DemoRun[]): readonly string[] {
  return renderTable(
    [{ heading: 'CRM' }, ...NUMBERS.map((heading) => ({ heading, align: 'right' }) as const)],
    runs.map(({ crm, report, seconds }) => [
      vendorOf(crm).label,
      String(report.counts.pulled),
      String(report.counts.evaluated),
      String(report.counts.written),
      String(report.calls),
      String(report.callFloor),
      String(report.associationCalls + report.activityCalls),
      String(report.rateLimited),
      report.budgetUnit === 'token' ? String(report.budgetUsed) : '–',
      seconds.toFixed(1),
    ]),
  );
}

function stageTable(runs: readonly DemoRun[], language: Language): readonly string[] {
  const stages = [...new Set(runs.flatMap(({ report }) => Object.keys(report.stages)))].toSorted();
  const all = (stage: string) => runs.reduce((sum, { report }) => sum + (report.stages[stage] ?? 0), 0);
  const leads = stages.reduce((sum, stage) => sum + all(stage), 0);
  const several = runs.length > 1 ? runs : [];
  return renderTable(
    [
      { heading: 'Stage' },
      ...several.map(({ crm }) => ({ heading: vendorOf(crm).label, align: 'right' }) as const),
      { heading: 'Leads', align: 'right' },
      { heading: 'Share', align: 'right' },
    ],
    stages.map((stage) => [
      stageLabel(stage as Stage, language),
      ...several.map(({ report }) => String(report.stages[stage] ?? 0)),
      String(all(stage)),
      `${((100 * all(stage)) / leads).toFixed(1)} %`,
    ]),
  );
}

function leadTable(top: readonly CrmLeadLine[], language: Language): readonly string[] {
  return renderTable(
    [
      { heading: 'CRM' },
      { heading: 'Name', most: 24 },
      { heading: 'Company', most: 24 },
      { heading: 'Stage', most: 26 },
      { heading: 'Score', align: 'right' },
      { heading: 'Grade' },
      { heading: 'Why', most: 120 },
    ],
    top.map(({ crm, name, company, stage, score, grade, reason }) => [
      vendorOf(crm).label,
      name,
      company,
      stageLabel(stage, language),
      String(score),
      grade,
      reason,
    ]),
  );
}

/** Each CRM read the same file. */
function printSkipped(output: Output, { sandboxes }: DemoResult): void {
  for (const [crm, { leads }] of sandboxes) {
    if (leads === null || leads.skippedCount === 0) continue;
    const shown = leads.skipped.slice(0, SKIPPED_SHOWN).map(({ line, reason }) => `line ${line}: ${reason}`);
    printSection(
      output,
      `${leads.skippedCount} lines of the file were skipped (${vendorOf(crm).label})`,
      shown,
    );
  }
}

/** One run for machines. */
export function runDocument({ crm, report, seconds }: DemoRun) {
  const { counts, runId, message, ...rest } = report;
  return { crm, ...rest, ...counts, seconds };
}
