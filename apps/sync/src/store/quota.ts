import { type DailyBudget, QuotaExhausted, type QuotaLease } from '@tamis/adapter';
import { type Kysely, sql } from 'kysely';
import { dayIn, nextMidnight } from '../sync/quotaDay.ts';
import type { Queries, Scope, Tables } from './schema.ts';

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

  function lease({ limit, day, units, kept }: Wanted): Promise<Slice> {
    const leased = takeSlice(db, scope, { limit, day, budget, size: Math.max(SLICE, units) }).then(
      (slice) => ({ day, left: slice.left + kept }),
    );
    slices.set(limit, leased);
    leased.catch(() => slices.delete(limit));
    return leased;
  }

  return {
    async take(limit, units, signal) {
      for (;;) {
        signal.throwIfAborted();
        const day = dayIn(budget.timeZone, budget.now());
        const current = slices.get(limit) ?? lease({ limit, day, units, kept: 0 });
        const slice = await current;
        if (slice.day === day && slice.left >= units) {
          slice.left -= units;
          return;
        }
        const kept = slice.day === day ? slice.left : 0;
        if (slices.get(limit) === current) lease({ limit, day, units, kept });
      }
    },
  };
}

/** A slice to take, beside what is kept of the one before. */
interface Wanted {
  readonly limit: string;
  readonly day: string;
  readonly units: number;
  readonly kept: number;
}

interface Slice {
  readonly day: string;
  left: number;
}

async function takeSlice(
  db: Kysely<Tables>,
  scope: Scope,
  { limit, day, budget, size }: { limit: string; day: string; budget: BudgetOfDay; size: number },
): Promise<Slice> {
  const { rows } = await sql<{ used: number }>`
    insert into quota (workspace_id, connection_id, name, day, used)
    values (${scope.workspaceId}, ${scope.connectionId}, ${limit}, ${day}, ${Math.min(size, budget.units)})
    on conflict (connection_id, name, day) do update set used = quota.used + ${size}
      where quota.used + ${size} <= ${budget.units}
    returning used`.execute(db);
  if (!rows[0]) {
    const until = nextMidnight(budget.timeZone, budget.now());
    throw new QuotaExhausted(
      `Today's budget of ${budget.units} ${budget.unit}s is used. The run goes on by itself after ${new Date(until).toISOString()}.`,
      until,
    );
  }
  return { day, left: Math.min(size, budget.units) };
}

/** Units that a connection took on a day, of all limits together. */
export async function usedOfDay(
  queries: Queries,
  { workspaceId, connectionId }: Scope,
  day: string,
): Promise<number> {
  const { used } = await queries
    .selectFrom('quota')
    .select(({ fn }) => fn.sum<string | null>('used').as('used'))
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('day', '=', day)
    .executeTakeFirstOrThrow();
  return Number(used ?? 0);
}
