import { type ChangesCursor, type Instant, Unavailable } from '@tamis/adapter';
import type { WalkPage } from './fullWalk.ts';
import type { Reader } from './reader.ts';
import type { Row } from './row.ts';
import { moment, quoted } from './soql.ts';

/** Where the changes begin and what bounds them. */
export interface ChangesStart {
  readonly cursor: ChangesCursor;
  /** Rows modified later are left for the next run. */
  readonly stopAt: Instant;
  /** How long after its stamp a row may be committed; the next run looks at that much a second time. Milliseconds. */
  readonly commitLagMs: number;
}

type Position = Pick<ChangesCursor, 'modified' | 'id'>;

/**
 * Reads what changed since the cursor, deleted and merged rows among it, in the order of (SystemModstamp, Id). Salesforce sorts by both, so
 * however many rows share one stamp, the id leads through them. `SystemModstamp` and not `LastModifiedDate`: it moves with automated changes too.
 */
export async function* changes(reader: Reader, start: ChangesStart): AsyncGenerator<WalkPage> {
  let position: Position = start.cursor;
  for (;;) {
    const { rows, last } = await reader.page([from(position)], 'SystemModstamp, Id', { deleted: true });
    const known = rows.filter(({ modified }) => modified === null || modified <= start.stopAt);
    const next = behind(known) ?? position;
    yield { rows: known, cursor: toCursor(next, start), expected: null };
    if (last || known.length < rows.length) return;
    if (next === position) throw new Unavailable('Salesforce gave a page without a single id and time.');
    position = next;
  }
}

function from({ modified, id }: Position): string {
  const at = moment(modified);
  if (id === '') return `SystemModstamp >= ${at}`;
  return `(SystemModstamp > ${at} OR (SystemModstamp = ${at} AND Id > ${quoted(id)}))`;
}

function behind(rows: readonly Row[]): Position | null {
  const last = rows.findLast(({ id, modified }) => id !== null && modified !== null);
  return last?.id != null && last.modified != null ? { modified: last.modified, id: last.id } : null;
}

/** Never past what may not be committed yet. */
function toCursor({ modified, id }: Position, { cursor, stopAt, commitLagMs }: ChangesStart): ChangesCursor {
  const settledBefore = stopAt - commitLagMs;
  return modified > settledBefore
    ? { ...cursor, modified: Math.max(settledBefore, cursor.modified), id: '' }
    : { ...cursor, modified, id };
}
