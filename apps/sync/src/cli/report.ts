import type { RunReport } from '../sync/closeRun.ts';
import type { Output } from './output.ts';

/** Prints what a run did, for a person. */
export function printReport(
  output: Output,
  { counts, status, message, stages, problems, withoutSource, ...calls }: RunReport,
): void {
  const { pulled, changed, unchanged, echoes, deleted, unreadable } = counts;
  output.line(
    `  read      ${pulled} leads: ${changed} changed, ${unchanged} unchanged, ${echoes} our own writes coming back, ${deleted} deleted, ${unreadable} unreadable`,
  );
  output.line(
    `  evaluated ${counts.evaluated}   ${Object.entries(stages)
      .map(([stage, leads]) => `${stage} ${leads}`)
      .join(', ')}`,
  );
  output.line(
    `  written   ${counts.written} of ${counts.planned} planned; ${counts.refused} refused, ${counts.deferred} left for later`,
  );
  if (counts.handedOver > 0) output.line(`  tasks     ${counts.handedOver} created for sales`);
  output.line(
    `  requests  ${calls.calls} (least possible ${calls.callFloor}), ${calls.associationCalls} for companies and deals, ${calls.activityCalls} for activities and past values, ${calls.rateLimited} refused as too many`,
  );
  if (calls.budgetUnit === 'token') output.line(`  tokens    ${calls.budgetUsed} of the day's budget`);
  printNotes(output, { status, message, problems, withoutSource });
}

/** Prints what a person should know of a run beside its figures. */
export function printNotes(
  output: Output,
  {
    status,
    message,
    problems,
    withoutSource,
  }: Pick<RunReport, 'status' | 'message' | 'problems' | 'withoutSource'>,
): void {
  for (const problem of problems) {
    output.line(
      `  problem   ${problem.records} × ${problem.code}: ${problem.message}${problem.example === null ? '' : ` (for instance ${problem.example})`}`,
    );
  }
  if (withoutSource.length > 0) {
    const rules = withoutSource.map(({ rule, missing }) => `${rule} (${missing.join(', ')})`);
    output.line(`  no source  nothing on this connection can tell: ${rules.join('; ')}`);
  }
  if (status !== 'done') output.line(`  ${status}: ${message}`);
}
