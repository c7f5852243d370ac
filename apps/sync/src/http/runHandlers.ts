import { setTimeout as delay } from 'node:timers/promises';
import type { Run } from '@tamis/api';
import { retryRecords } from '../store/again.ts';
import { problemCauses, problemRecords, problemsOf } from '../store/problemList.ts';
import { askToCancel, listRuns, type RunLine } from '../store/runList.ts';
import { inLeadTransaction } from '../store/transaction.ts';
import { noCounts } from '../sync/counts.ts';
import { vendorOf } from '../vendors.ts';
import type { HandlerContext, Handlers } from './handler.ts';
import { ProblemError } from './problemError.ts';

type RunRoute =
  | 'listRuns'
  | 'readRun'
  | 'followRun'
  | 'cancelRun'
  | 'listProblemCauses'
  | 'listProblems'
  | 'retryProblems';

const LOOK_EVERY_MS = 500;

/** Problems of single records that are worth another try as they are. */
const NOT_RETRIABLE = new Set(['row-paused', 'gone', 'unreadable']);

/** Runs: list, live progress, problems by cause, retry and cancel. */
export const runHandlers: Handlers<RunRoute> = {
  async listRuns({ query }, { service }) {
    const { cursor, limit, connectionId } = query;
    const filter = { connectionId, before: cursor, limit };
    const found = await listRuns(service.db, service.workspace.id, filter);
    return {
      body: { items: found.map(runBody), next: found.length === limit ? (found.at(-1)?.id ?? null) : null },
    };
  },

  async readRun({ params }, context) {
    return { body: runBody(await requireRun(context, params.runId)) };
  },

  async *followRun({ params }, context) {
    for (let shown = ''; !context.signal.aborted; ) {
      const run = runBody(await requireRun(context, params.runId));
      const text = JSON.stringify(run);
      if (text !== shown) yield run;
      shown = text;
      if (run.status !== 'running') return;
      await delay(LOOK_EVERY_MS);
    }
  },

  async cancelRun({ params }, context) {
    const { service, now } = context;
    await requireRun(context, params.runId);
    const key = { workspaceId: service.workspace.id, runId: params.runId };
    if (!(await askToCancel(service.db, key, now())))
      throw new ProblemError('conflict', 'This run has ended already.', { code: 'ended' });
    return { body: runBody(await requireRun(context, params.runId)) };
  },

  async listProblemCauses({ params }, context) {
    const { service } = context;
    await requireRun(context, params.runId);
    const causes = await problemCauses(service.db, { workspaceId: service.workspace.id, ...params });
    const items = causes.map((cause) => ({ ...cause, retriable: !NOT_RETRIABLE.has(cause.code) }));
    return { body: { items } };
  },

  async listProblems({ params, query }, context) {
    const { service } = context;
    const { vendor, account } = await requireRun(context, params.runId);
    const page = { code: params.code, after: query.cursor, limit: query.limit };
    const found = await problemsOf(
      service.db,
      { workspaceId: service.workspace.id, runId: params.runId },
      page,
    );
    const items = found.map(({ object, recordId, leadId, message, name }) => ({
      object,
      recordId,
      leadId,
      message,
      name: name ?? (recordId === null ? object : `#${recordId}`),
      uiUrl: recordId === null ? null : vendorOf(vendor).recordUrl(account, object, recordId),
    }));
    return { body: { items, next: found.length === query.limit ? (found.at(-1)?.id ?? null) : null } };
  },

  async retryProblems({ params }, context) {
    const { service, runs } = context;
    const { connectionId } = await requireRun(context, params.runId);
    if (NOT_RETRIABLE.has(params.code))
      throw new ProblemError(
        'conflict',
        'Trying again would end the same way. Follow the advice of the cause.',
      );
    const workspaceId = service.workspace.id;
    const records = await problemRecords(service.db, { workspaceId, runId: params.runId }, params.code);
    const scope = { workspaceId, connectionId };
    await inLeadTransaction(service.db, async (queries) => {
      for (const [object, ids] of byObject(records)) await retryRecords(queries, scope, { object, ids });
    });
    await runs.enqueue(scope, 'retry');
    return { body: { records: records.length } };
  },
};

async function requireRun({ service }: HandlerContext, runId: string): Promise<RunLine> {
  const [run] = await listRuns(service.db, service.workspace.id, { runId, limit: 1 });
  if (run === undefined) throw new ProblemError('not-found', 'There is no such run.');
  return run;
}

function byObject(records: readonly { object: string; recordId: string }[]): ReadonlyMap<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const { object, recordId } of records) lists.set(object, [...(lists.get(object) ?? []), recordId]);
  return lists;
}

function runBody({ connectionId, vendor, account, counts, calls, ...run }: RunLine): Run {
  return {
    ...run,
    connection: { id: connectionId, vendorLabel: vendorOf(vendor).label, accountName: account.name },
    counts: { ...noCounts(), ...counts },
    calls: calls === null ? null : { ...calls, budgetUsed: calls.budgetUsed ?? 0 },
    budgetUnit: vendorOf(vendor).dailyBudget.unit,
  };
}
