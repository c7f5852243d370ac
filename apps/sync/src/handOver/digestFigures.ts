import type { Stage } from '@tamis/core';
import {
  accountsToReconnect,
  type MovedLeads,
  movedLeads,
  type RunTrouble,
  runTroubles,
} from '../store/digestFigures.ts';
import type { Queries } from '../store/schema.ts';
import type { DigestWeek } from './digestWeek.ts';

/** Lines of one section; the page shows the rest. */
const SHOWN = 10;
const SALES: readonly Stage[] = ['sql', 'opportunity', 'customer'];
const REJECTED: readonly Stage[] = ['disqualified', 'recycled'];

/** What a digest tells of one week of a workspace. */
export interface DigestFigures {
  readonly sql: MovedLeads;
  readonly mql: MovedLeads;
  readonly rejected: MovedLeads;
  readonly troubles: readonly RunTrouble[];
  /** Accounts that wait for a person to connect them again. */
  readonly reconnect: readonly string[];
}

/** Reads the figures of a week. A lead that came back from sales to MQL is no new MQL. */
export async function digestFigures(
  queries: Queries,
  workspaceId: string,
  { from, to }: DigestWeek,
): Promise<DigestFigures> {
  const span = { from, to, limit: SHOWN };
  const moved = (into: readonly Stage[], besides: readonly Stage[]) =>
    movedLeads(queries, workspaceId, { ...span, into, besides });
  return {
    sql: await moved(['sql'], SALES),
    mql: await moved(['mql'], ['mql', 'pql', ...SALES]),
    rejected: await moved(REJECTED, REJECTED),
    troubles: await runTroubles(queries, workspaceId, span),
    reconnect: await accountsToReconnect(queries, workspaceId),
  };
}
