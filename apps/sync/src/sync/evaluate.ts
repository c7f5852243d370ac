import type { HandOver } from '../handOver/task.ts';
import { saveDesires } from '../store/desired.ts';
import { type EvaluationInput, evaluationInputs } from '../store/evaluationInputs.ts';
import { saveEvaluations } from '../store/evaluations.ts';
import { intendHandOvers } from '../store/handOvers.ts';
import { clearDirty, saveStandings } from '../store/leads.ts';
import { addProblems } from '../store/runs.ts';
import { inRunTransaction } from '../store/transaction.ts';
import type { RunContext } from './context.ts';
import { type Judgement, judge, type PlannedWrite } from './judge.ts';

/** Evaluates leads from what is stored, stores verdicts and desires in one transaction, and returns the writes they ask for. */
export async function evaluateLeads(
  context: RunContext,
  leadIds: readonly string[],
): Promise<readonly PlannedWrite[]> {
  if (leadIds.length === 0) return [];
  const { scope, runId } = context;
  const asOf = context.asOf();
  const judgements = await inRunTransaction(context.db, async (queries) => {
    const inputs = await evaluationInputs(queries, scope, { leadIds, lock: true });
    const judged = inputs.filter(hasRecord).map((input) => judge({ ...context, asOf }, input));
    await saveEvaluations(queries, scope, { asOf, evaluations: judged.map(({ evaluation }) => evaluation) });
    await saveStandings(
      queries,
      scope,
      judged.map(({ evaluation, standing, changesAt }) => ({
        leadId: evaluation.leadId,
        standing,
        changesAt,
      })),
    );
    await clearDirty(
      queries,
      scope,
      inputs.filter((input) => !hasRecord(input)).map(({ leadId }) => leadId),
    );
    await saveDesires(
      queries,
      scope,
      judged.flatMap(({ desires }) => desires),
    );
    await intendHandOvers(queries, scope, { handOvers: newsForSales(context, judged), at: asOf });
    await addProblems(
      queries,
      { ...scope, runId },
      judged.flatMap(({ problems }) => problems),
    );
    return judged;
  });
  const writes = judgements.flatMap((judgement) => judgement.writes);
  context.counts.evaluated += judgements.length;
  context.counts.planned += writes.length;
  context.notify('leads-evaluated');
  return context.writes ? writes : [];
}

/** Hand-overs of leads that became SQL since sales has been told of them. */
function newsForSales({ handOverAfter }: RunContext, judgements: readonly Judgement[]): readonly HandOver[] {
  if (handOverAfter === null) return [];
  return judgements.flatMap(({ handOver }) =>
    handOver !== null && handOver.since > handOverAfter ? [handOver] : [],
  );
}

function hasRecord(input: EvaluationInput): boolean {
  return input.linked.length > 0;
}
