import type { RecordRef } from '@tamis/adapter';
import { saveDesires } from '../store/desired.ts';
import { type EvaluationInput, evaluationInputs } from '../store/evaluationInputs.ts';
import { saveEvaluations } from '../store/evaluations.ts';
import { intendHandOvers } from '../store/handOvers.ts';
import { addLeadEvents } from '../store/leadEvents.ts';
import { clearDirty, saveStandings } from '../store/leads.ts';
import { dropEndedValues } from '../store/manualValues.ts';
import { addProblems } from '../store/runs.ts';
import type { Queries } from '../store/schema.ts';
import { inRunTransaction } from '../store/transaction.ts';
import type { RunContext } from './context.ts';
import { endedDecisions } from './endedDecisions.ts';
import { type Judgement, judge } from './judge.ts';
import type { PlannedWrite } from './plannedWrite.ts';

/** What evaluated leads ask of this run's connection. */
export interface Asked {
  readonly writes: readonly PlannedWrite[];
  /** Records that hold what is wanted of them by now: what was planned for them before is off. */
  readonly satisfied: readonly RecordRef[];
}

/**
 * Evaluates leads from what is stored of them in every CRM, stores verdicts and desires in one transaction, and returns what they ask of
 * this run's connection; the writes of others are noted for their runs.
 */
export async function evaluateLeads(context: RunContext, leadIds: readonly string[]): Promise<Asked> {
  if (leadIds.length === 0) return { writes: [], satisfied: [] };
  const asOf = context.asOf();
  const judgements = await inRunTransaction(context.db, async (queries) => {
    const { workspaceId } = context.scope;
    const inputs = await evaluationInputs(queries, workspaceId, { leadIds, lock: true });
    const sides = await context.sides(queries);
    const judged = inputs
      .filter(hasRecord)
      .map((input) => ({ input, ...judge({ ...context, sides, asOf }, input) }));
    await saveJudgements(queries, context, { judged, asOf });
    const without = inputs.filter((input) => !hasRecord(input)).map(({ leadId }) => leadId);
    await clearDirty(queries, workspaceId, without);
    return judged;
  });
  const writes = judgements.flatMap((judgement) => judgement.writes);
  const { connectionId } = context.scope;
  const own = writes.filter((write) => write.connectionId === connectionId);
  for (const write of writes)
    if (write.connectionId !== connectionId) context.leftFor.add(write.connectionId);
  context.counts.evaluated += judgements.length;
  context.counts.planned += own.length;
  context.notify('leads-evaluated');
  return { writes: context.writes ? own : [], satisfied: satisfiedIn(judgements, connectionId) };
}

function satisfiedIn(judgements: readonly Judgement[], connectionId: string): readonly RecordRef[] {
  return judgements
    .flatMap(({ desires }) => desires)
    .filter((desire) => desire.connectionId === connectionId && desire.state === 'written')
    .map(({ object, recordId }) => ({ object, id: recordId }));
}

type JudgedInput = Judgement & { readonly input: EvaluationInput };

async function saveJudgements(
  queries: Queries,
  { scope, runId }: RunContext,
  { judged, asOf }: { judged: readonly JudgedInput[]; asOf: number },
): Promise<void> {
  const { workspaceId, connectionId } = scope;
  await saveEvaluations(queries, workspaceId, {
    asOf,
    evaluations: judged.map(({ evaluation }) => evaluation),
  });
  await saveStandings(
    queries,
    workspaceId,
    judged.map(({ evaluation: { leadId }, standing, changesAt }) => ({ leadId, standing, changesAt })),
  );
  await saveDesires(
    queries,
    workspaceId,
    judged.flatMap(({ desires }) => desires),
  );
  await addLeadEvents(
    queries,
    workspaceId,
    judged.flatMap((one) => endedDecisions(one.input, { ...one, asOf })),
  );
  await dropEndedValues(queries, workspaceId, { leadIds: judged.map(({ input }) => input.leadId), asOf });
  await intendHandOvers(queries, workspaceId, {
    handOvers: judged.flatMap(({ handOver }) => handOver ?? []),
    at: asOf,
  });
  const problems = judged
    .flatMap((one) => one.problems)
    .filter((problem) => problem.connectionId === connectionId);
  await addProblems(queries, { workspaceId, runId }, problems);
}

function hasRecord(input: EvaluationInput): boolean {
  return input.sides.size > 0;
}
