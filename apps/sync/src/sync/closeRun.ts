import {
  AdapterError,
  Banned,
  type DailyBudget,
  QuotaExhausted,
  RateLimited,
  ReconnectNeeded,
  Unavailable,
} from '@tamis/adapter';
import type { RuleWithoutSource } from '@tamis/mapping';
import { saveAccountUsage } from '../store/accountUsage.ts';
import { markBaseline, markReconnectNeeded } from '../store/connections.ts';
import { stageCounts } from '../store/evaluations.ts';
import { problemsByCause, saveRun } from '../store/runs.ts';
import type { RunStatus } from '../store/schema.ts';
import { callFloor } from './callFloor.ts';
import { callsSince } from './calls.ts';
import type { RunContext } from './context.ts';
import type { Counts } from './counts.ts';
import { StoppedByPerson } from './progress.ts';

/** What a run did, and how it ended. */
export interface RunReport {
  readonly runId: string;
  /** `paused` goes on by itself at the next run; `interrupted` was stopped by a person; `failed` needs one. */
  readonly status: Exclude<RunStatus, 'running'>;
  /** What happened and what to do, where the run did not end well. */
  readonly message: string | null;
  readonly counts: Readonly<Counts>;
  /** Requests to the CRM, beside the least that this work can take. */
  readonly calls: number;
  readonly callFloor: number;
  readonly associationCalls: number;
  readonly activityCalls: number;
  readonly rateLimited: number;
  /** What saying who is who took in milliseconds, the wait for other connections' runs that did the same among it. */
  readonly linkingMs: number;
  /** What the requests cost of the day's budget, in the vendor's unit. */
  readonly budgetUsed: number;
  readonly budgetUnit: DailyBudget['unit'];
  /** Other connections that have something to write now, of leads that they share with this one. */
  readonly leftFor: readonly string[];
  /** Leads of the connection by stage after the run. */
  readonly stages: Readonly<Record<string, number>>;
  /** Rules that nothing on this connection can ever make hold, with what is missing. */
  readonly withoutSource: readonly RuleWithoutSource[];
  readonly problems: readonly { code: string; message: string; records: number; example: string | null }[];
}

/** Closes a run: counts reconcile, and the reason of a bad end is kept. */
export async function closeRun(context: RunContext, { failure }: { failure: unknown }): Promise<RunReport> {
  const { db, scope, runId, counts } = context;
  counts.deferred = counts.planned - counts.written - counts.refused;
  if (failure instanceof ReconnectNeeded) await markReconnectNeeded(db, scope);
  const status: RunReport['status'] = failure === null ? 'done' : statusOf(failure);
  if (failure === null) await markBaseline(db, scope, context.asOf());
  const usage = context.adapter.accountUsage();
  if (usage !== null) await saveAccountUsage(db, scope, { ...usage, at: context.now() });
  const message = failure === null ? null : messageOf(failure);
  await context.progressSaved();
  const calls = callsSince(context);
  const completeTo = failure === null ? context.startedAt : null;
  const state = { status, counts, finishedAt: context.now(), message, calls, completeTo };
  await saveRun(db, { ...scope, runId }, state);
  context.notify('closed');
  return {
    runId,
    status,
    message,
    counts,
    ...calls,
    linkingMs: context.linking.ms,
    budgetUnit: context.budgetUnit,
    leftFor: [...context.leftFor],
    callFloor: callFloor(context.work.values(), context.adapter.limits),
    stages: await stageCounts(db, scope),
    withoutSource: context.withoutSource,
    problems: await problemsByCause(db, { ...scope, runId }),
  };
}

function statusOf(failure: unknown): 'paused' | 'failed' | 'interrupted' {
  if (failure instanceof StoppedByPerson) return 'interrupted';
  const waits = [QuotaExhausted, Banned, RateLimited, Unavailable, ReconnectNeeded];
  const paused =
    waits.some((kind) => failure instanceof kind) ||
    (failure instanceof Error && failure.name === 'AbortError');
  return paused ? 'paused' : 'failed';
}

function messageOf(failure: unknown): string {
  if (failure instanceof AdapterError) return failure.message;
  if (failure instanceof Error && failure.name === 'AbortError')
    return 'Stopped on request. The next run goes on from the last stored page.';
  return failure instanceof Error ? failure.message : String(failure);
}
