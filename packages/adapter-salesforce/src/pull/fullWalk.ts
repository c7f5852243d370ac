import type { ChangesCursor, Cursor, Instant } from '@tamis/adapter';
import type { Polling } from '../client/bulk/polling.ts';
import { BulkUnavailable } from '../client/bulk/unavailable.ts';
import { bulkRows } from './bulkQuery.ts';
import type { Reader } from './reader.ts';
import type { Row } from './row.ts';
import { beyond } from './soql.ts';

/** Rows to store together with the cursor that is true afterwards. */
export interface WalkPage {
  readonly rows: readonly Row[];
  readonly cursor: Cursor;
  readonly expected: number | null;
}

/** Where a full walk begins or goes on. */
export interface FullWalkStart {
  readonly startedAt: Instant;
  readonly lowerId: string;
  /** The cursor of the changes that follow the walk. */
  readonly afterwards: ChangesCursor;
  /** From how many rows on that are left the Bulk API reads them. */
  readonly bulkFrom: number;
  readonly polling: Polling;
}

const BY_ID = 'Id';

/** Reads everything in the order of ids, page by page behind the last id; where many rows are left, through a job of the Bulk API. */
export async function* fullWalk(reader: Reader, start: FullWalkStart): AsyncGenerator<WalkPage> {
  const first = await reader.page(beyond(start.lowerId), BY_ID);
  if (first.last) {
    yield {
      rows: first.rows,
      cursor: start.afterwards,
      expected: start.lowerId === '' ? first.rows.length : null,
    };
    return;
  }
  const lowerId = lastId(first.rows) ?? start.lowerId;
  const left = await reader.count(beyond(lowerId));
  const expected = start.lowerId === '' ? first.rows.length + left : null;
  const walk = { ...start, expected };
  yield { rows: first.rows, cursor: within(walk, lowerId), expected };
  if (left >= start.bulkFrom) yield* byJob(reader, walk, lowerId);
  else yield* byPages(reader, walk, lowerId);
}

type Walk = FullWalkStart & { readonly expected: number | null };

async function* byPages(reader: Reader, walk: Walk, from: string): AsyncGenerator<WalkPage> {
  let lowerId = from;
  for (;;) {
    const { rows, last } = await reader.page(beyond(lowerId), BY_ID);
    const next = lastId(rows) ?? lowerId;
    const done = last || next === lowerId;
    yield { rows, cursor: done ? walk.afterwards : within(walk, next), expected: walk.expected };
    if (done) return;
    lowerId = next;
  }
}

/** A job that failed, or an organization without the Bulk API, costs nothing but requests: pages go on behind the last id that came. */
async function* byJob(reader: Reader, walk: Walk, from: string): AsyncGenerator<WalkPage> {
  let lowerId = from;
  try {
    for await (const rows of bulkRows(reader, beyond(lowerId), walk.polling)) {
      lowerId = lastId(rows) ?? lowerId;
      yield { rows, cursor: within(walk, lowerId), expected: walk.expected };
    }
  } catch (error) {
    if (!(error instanceof BulkUnavailable)) throw error;
  }
  // What was created while the job ran, and the end of the walk.
  yield* byPages(reader, walk, lowerId);
}

function within({ startedAt, afterwards }: FullWalkStart, lowerId: string): Cursor {
  return { phase: 'full', startedAt, lowerId, changes: afterwards };
}

function lastId(rows: readonly Row[]): string | undefined {
  return rows.findLast(({ id }) => id !== null)?.id ?? undefined;
}
