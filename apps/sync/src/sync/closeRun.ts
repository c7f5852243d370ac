import {
  AdapterError,
  Banned,
  QuotaExhausted,
  RateLimited,
  ReconnectNeeded,
  Unavailable,
} from '@tamis/adapter';
import type { RuleWithoutSource } from '@tamis/mapping';
import { markBaseline, markReconnectNeeded } from '../store/connections.ts';
import { stageCounts } from '../store/evaluations.ts';
import { problemsByCause, saveRun } from '../store/runs.ts';
import type { RunStatus } from '../store/schema.ts';
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
    callFloor: callFloor(context),
    stages: await stageCounts(db, scope),
    withoutSource: context.withoutSource,
    problems: await problemsByCause(db, { ...scope, runId }),
  };
}

/** The least requests that the pulled and planned records can take: full pages and full batches. */
function callFloor({ counts, adapter }: RunContext): number {
  const { pullPage, pushBatch } = adapter.limits;
  const sent = counts.written + counts.refused;
  return Math.ceil(counts.pulled / pullPage) + Math.ceil(sent / pushBatch);
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
