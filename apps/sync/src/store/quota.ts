import { type DailyBudget, QuotaExhausted, type QuotaLease } from '@tamis/adapter';
import { type Kysely, sql } from 'kysely';
import { dayIn, nextMidnight } from '../sync/quotaDay.ts';
import type { Scope, Tables } from './schema.ts';

/** Units that a process takes at once, so that counting costs one round trip per slice and not one per request. */
const SLICE = 100;

/** What a connection may use of a vendor's daily quota, which the vendor resets at midnight in the account's time zone. */
export interface BudgetOfDay extends DailyBudget {
  readonly timeZone: string;
  readonly now: () => number;
}

/**
 * A share of the daily quota, counted in the database, so that it holds across processes and restarts.
 * `take` throws `QuotaExhausted` until the next reset once the budget is used.
 */
export function openQuotaLease(db: Kysely<Tables>, scope: Scope, budget: BudgetOfDay): QuotaLease {
  const slices = new Map<string, Promise<Slice>>();

  function lease(limit: string, day: string): Promise<Slice> {
    const leased = takeSlice(db, scope, { limit, day, budget });
    slices.set(limit, leased);
    leased.catch(() => slices.delete(limit));
    return leased;
  }

  return {
    async take(limit, units, signal) {
      for (;;) {
        signal.throwIfAborted();
        const day = dayIn(budget.timeZone, budget.now());
        const current = slices.get(limit) ?? lease(limit, day);
        const slice = await current;
        if (slice.day === day && slice.left >= units) {
          slice.left -= units;
          return;
        }
        if (slices.get(limit) === current) slices.delete(limit);
      }
    },
  };
}

interface Slice {
  readonly day: string;
  left: number;
}

async function takeSlice(
  db: Kysely<Tables>,
  scope: Scope,
  { limit, day, budget }: { limit: string; day: string; budget: BudgetOfDay },
): Promise<Slice> {
  const { rows } = await sql<{ used: number }>`
    insert into quota (workspace_id, connection_id, name, day, used)
    values (${scope.workspaceId}, ${scope.connectionId}, ${limit}, ${day}, ${Math.min(SLICE, budget.units)})
    on conflict (connection_id, name, day) do update set used = quota.used + ${SLICE}
      where quota.used + ${SLICE} <= ${budget.units}
    returning used`.execute(db);
  if (!rows[0]) {
    const until = nextMidnight(budget.timeZone, budget.now());
    throw new QuotaExhausted(
      `Today's budget of ${budget.units} ${budget.unit}s is used. The run goes on by itself after ${new Date(until).toISOString()}.`,
      until,
    );
  }
  return { day, left: Math.min(SLICE, budget.units) };
}
