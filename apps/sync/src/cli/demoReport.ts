import { type Language, type Stage, stageLabel } from '@tamis/core';
import type { CrmLeadLine, DemoResult, DemoRun } from '../demo/demoRequest.ts';
import type { PeopleEnds } from '../demo/people/personEnd.ts';
import { vendorOf } from '../vendors.ts';
import type { Output } from './output.ts';
import { peopleTable } from './peopleTable.ts';
import { printNotes } from './report.ts';
import { renderTable } from './table.ts';

const SKIPPED_SHOWN = 20;

/** Prints what one round of the demo's runs did: a line for each CRM, then what a person should know. */
export function printRound(output: Output, runs: readonly DemoRun[]): void {
  printSection(output, `Round ${runs[0]?.round ?? ''}`, runTable(runs));
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
  printSection(output, 'Stages', stageTable(last, result.reach, language));
  printSection(output, 'Leads to work first', leadTable(result.top, language));
  if (result.people !== null) printPeople(output, result.people, language);
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
  'Runs',
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
    runs.map(({ crm, runs: times, report, seconds }) => [
      vendorOf(crm).label,
      String(times),
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

/** Each CRM counts its own leads; a lead in several of them is one lead. */
function stageTable(
  runs: readonly DemoRun[],
  reach: DemoResult['reach'],
  language: Language,
): readonly string[] {
  const stages = [...new Set(reach.flatMap(({ stage }) => stage ?? []))];
  const all = (wanted: Stage | null) =>
    sum(reach.filter(({ stage }) => wanted === null || stage === wanted).map(({ leads }) => leads));
  const several = runs.length > 1 ? runs : [];
  return renderTable(
    [
      { heading: 'Stage' },
      ...several.map(({ crm }) => ({ heading: vendorOf(crm).label, align: 'right' }) as const),
      { heading: 'Leads', align: 'right' },
      { heading: 'Share', align: 'right' },
    ],
    stages.map((stage) => [
      stageLabel(stage, language),
      ...several.map(({ report }) => String(report.stages[stage] ?? 0)),
      String(all(stage)),
      `${((100 * all(stage)) / all(null)).toFixed(1)} %`,
    ]),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function printPeople(output: Output, { shown, differing }: PeopleEnds, language: Language): void {
  printSection(output, 'Who ended where, and why', peopleTable(shown, language));
  if (differing.length > 0)
    output.line(
      `\n  ${differing.length} of those in several CRMs are not the same everywhere: ${differing.join(', ')}`,
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

/** The demo's end for machines. */
export function resultDocument({ runs, reach, people }: DemoResult) {
  const inCrms = (crms: number) => sum(reach.filter((one) => one.crms === crms).map(({ leads }) => leads));
  return {
    runs: runs.map(runDocument),
    leads: {
      total: sum(reach.map(({ leads }) => leads)),
      inTwoCrms: inCrms(2),
      inThreeCrms: inCrms(3),
    },
    people: people?.shown ?? [],
  };
}

function runDocument({ crm, round, runs, report, seconds }: DemoRun) {
  const { counts, runId, message, ...rest } = report;
  return { crm, round, runs, ...rest, ...counts, seconds };
}
