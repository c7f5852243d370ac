import { type ChangesCursor, type Instant, Unavailable } from '@tamis/adapter';
import { compareIds } from '../wire.ts';
import type { WalkPage } from './fullWalk.ts';
import type { Row } from './row.ts';
import { type Condition, PAGE, type Query, type SearchPage } from './search.ts';

/** Where the changes begin and what bounds them. */
export interface ChangesStart {
  readonly cursor: ChangesCursor;
  /** Rows modified later are left for the next run. */
  readonly stopAt: Instant;
  /** How long the search index may lag behind; the next run looks at that much a second time. Milliseconds. */
  readonly indexLagMs: number;
}

/** So many equal timestamps in the order of ids are no coincidence: 10! is 3.6 million. */
const TELLING = 10;

/** Everything before (modified, id) was given; `given` are ids beyond it that were given as well. */
interface Position {
  readonly modified: Instant;
  readonly id: string;
  readonly given: ReadonlySet<string>;
}

/** What to do after a full page. */
interface Step {
  readonly give: readonly Row[];
  readonly next: Position;
  /** An instant whose rows were held back, to be read by id. */
  readonly drain?: { readonly modified: Instant; readonly given: ReadonlySet<string> };
}

/**
 * Reads what changed since the cursor, in the order of (modified, id), each page as a search of its own: offsets would shift
 * under concurrent writes. HubSpot sorts by one property, so the order within one millisecond must be seen to be trusted.
 */
export async function* changes(
  search: (query: Query) => Promise<SearchPage>,
  start: ChangesStart,
): AsyncGenerator<WalkPage> {
  let position: Position = { ...start.cursor, given: new Set() };
  const page = (rows: readonly Row[], at: Position): WalkPage => ({
    rows,
    cursor: toCursor(at, start),
    expected: null,
  });
  for (;;) {
    const { rows } = await search({ groups: from(position), sort: 'modified' });
    const known = rows.filter(({ modified }) => modified === null || modified <= start.stopAt);
    if (rows.length < PAGE || known.length < rows.length) {
      const rest = fresh(known, position);
      yield page(rest, end(known, position));
      return;
    }
    if (rows.every(({ modified }) => modified === null))
      throw new Unavailable('HubSpot gave a page without a single time.');
    const step = afterFullPage(rows, position);
    yield page(step.give, step.next);
    if (step.drain) {
      for await (const drained of drainInstant(search, step.drain)) yield page(drained.rows, drained.at);
    }
    position = step.drain ? { modified: step.drain.modified + 1, id: '0', given: new Set() } : step.next;
  }
}

function from({ modified, id }: Position): Condition[][] {
  if (id === '0') return [[{ on: 'modified', is: 'GTE', value: modified }]];
  const later: Condition = { on: 'modified', is: 'GT', value: modified };
  return [
    [later],
    [
      { on: 'modified', is: 'EQ', value: modified },
      { on: 'id', is: 'GT', value: id },
    ],
  ];
}

/** Decides how to go on behind a page that may have ended within a millisecond. */
function afterFullPage(rows: readonly Row[], position: Position): Step {
  const last = rows.findLast(({ modified }) => modified !== null)?.modified ?? position.modified;
  const tail = rows.filter(({ modified }) => modified === last);
  const ids = tail.flatMap(({ id }) => (id === null ? [] : [id]));
  const unsure = { modified: last, id: '0' };
  if (tail.length < TELLING) return { give: fresh(rows, position), next: { ...unsure, given: new Set(ids) } };
  if (ascending(ids)) {
    return { give: fresh(rows, position), next: { modified: last, id: ids.at(-1) ?? '0', given: new Set() } };
  }
  const given = position.modified === last ? position.given : new Set<string>();
  const give = fresh(rows, position).filter(({ modified }) => modified !== last);
  return { give, next: { ...unsure, given }, drain: { modified: last, given } };
}

/** All rows of one millisecond by id, however many: no offset is used, so the 10,000 results of a query do not bound it. */
async function* drainInstant(
  search: (query: Query) => Promise<SearchPage>,
  { modified, given }: { modified: Instant; given: ReadonlySet<string> },
): AsyncGenerator<{ rows: readonly Row[]; at: Position }> {
  let id = '0';
  for (;;) {
    const instant: Condition = { on: 'modified', is: 'EQ', value: modified };
    const { rows } = await search({ groups: [[instant, { on: 'id', is: 'GT', value: id }]], sort: 'id' });
    id = rows.findLast((row) => row.id !== null)?.id ?? id;
    const at = { modified, id, given };
    yield { rows: fresh(rows, at), at };
    if (rows.length < PAGE) return;
  }
}

function fresh(rows: readonly Row[], { given }: Position): readonly Row[] {
  return given.size === 0 ? rows : rows.filter(({ id }) => id === null || !given.has(id));
}

/** Behind the last row that was seen; where none was, the position stays. */
function end(rows: readonly Row[], position: Position): Position {
  const last = rows.findLast(({ modified }) => modified !== null)?.modified;
  if (last === undefined || last === null) return position;
  const ids = rows.flatMap(({ id, modified }) => (id !== null && modified === last ? [id] : []));
  const id = ids.toSorted(compareIds).at(-1) ?? '0';
  return { modified: last, id: last === position.modified ? later(id, position.id) : id, given: new Set() };
}

function later(a: string, b: string): string {
  return compareIds(a, b) > 0 ? a : b;
}

function ascending(ids: readonly string[]): boolean {
  return ids.every((id, index) => index === 0 || compareIds(ids[index - 1] ?? '', id) < 0);
}

/** Never past what the index may still hold back. */
function toCursor({ modified, id }: Position, { cursor, stopAt, indexLagMs }: ChangesStart): ChangesCursor {
  const settledBefore = stopAt - indexLagMs;
  return modified > settledBefore
    ? { ...cursor, modified: settledBefore, id: '0' }
    : { ...cursor, modified, id };
}
