import { PermissionMissing, RequestRefused, type TaskDraft, type TaskOutcome } from '@tamis/adapter';
import { openHandOvers, settleHandOvers } from '../store/handOvers.ts';
import { addProblems, type Problem } from '../store/runs.ts';
import { inRunTransaction } from '../store/transaction.ts';
import type { RunContext } from './context.ts';

/** Creates the tasks that a run and those before it intended. */
export interface HandOverLane {
  /** Sends every open intent; returns when each has its outcome. */
  send(): Promise<void>;
}

/** Opens the lane of a run. A CRM that grants no tasks costs the run nothing but a problem that says so. */
export function openHandOverLane(context: RunContext): HandOverLane {
  const { db, scope, adapter, handOverAfter } = context;
  const unanswered = new Set<string>();
  let closed = !context.writes || !adapter.capabilities.tasks || handOverAfter === null;

  async function next(): Promise<readonly TaskDraft[]> {
    if (closed || handOverAfter === null) return [];
    const limit = adapter.limits.pushBatch;
    return openHandOvers(db, scope, { after: handOverAfter, except: [...unanswered], limit });
  }

  async function create(drafts: readonly TaskDraft[]): Promise<readonly TaskOutcome[]> {
    try {
      return await adapter.createTasks(drafts, context.signal);
    } catch (error) {
      if (!(error instanceof RequestRefused || error instanceof PermissionMissing)) throw error;
      closed = true;
      const message = `No task could be created for sales: ${error.message}`;
      await note(context, [{ object: 'tasks', recordId: null, code: 'tasks-refused', message }]);
      return [];
    }
  }

  return {
    async send() {
      for (let drafts = await next(); drafts.length > 0; drafts = await next()) {
        const outcomes = await create(drafts);
        for (const { key, status } of outcomes) if (status === 'unknown') unanswered.add(key);
        await settle(context, drafts, outcomes);
        context.notify('tasks-created');
      }
    },
  };
}

async function settle(
  context: RunContext,
  drafts: readonly TaskDraft[],
  outcomes: readonly TaskOutcome[],
): Promise<void> {
  const records = new Map(drafts.map((draft) => [draft.key, draft]));
  await settleHandOvers(context.db, context.scope, { outcomes, at: context.now() });
  await note(
    context,
    outcomes.flatMap((outcome) => problemOf(outcome, records.get(outcome.key))),
  );
  context.counts.handedOver += outcomes.filter(({ status }) => status === 'created').length;
}

function problemOf(outcome: TaskOutcome, draft: TaskDraft | undefined): readonly Problem[] {
  if (outcome.status === 'created' || draft === undefined) return [];
  const { object, recordId } = draft;
  if (outcome.status === 'refused') {
    return [{ object, recordId, code: 'task-refused', message: `Task for sales: ${outcome.message}` }];
  }
  const message = `Task for sales: ${outcome.message} The next run looks whether it is there.`;
  return [{ object, recordId, code: 'outcome-unknown', message }];
}

async function note(context: RunContext, problems: readonly Problem[]): Promise<void> {
  await inRunTransaction(context.db, (queries) =>
    addProblems(queries, { ...context.scope, runId: context.runId }, problems),
  );
}
