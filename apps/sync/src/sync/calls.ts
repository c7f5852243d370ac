import type { CallCounts } from '@tamis/adapter';
import type { RunContext } from './context.ts';

/** Requests of this run alone. */
export function callsSince({ adapter, callsBefore }: RunContext): CallCounts {
  const now = adapter.counts();
  return {
    calls: now.calls - callsBefore.calls,
    associationCalls: now.associationCalls - callsBefore.associationCalls,
    activityCalls: now.activityCalls - callsBefore.activityCalls,
    rateLimited: now.rateLimited - callsBefore.rateLimited,
    budgetUsed: now.budgetUsed - callsBefore.budgetUsed,
  };
}
