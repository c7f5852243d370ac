import {
  type ChangesCursor,
  type Cursor,
  type Instant,
  type PullPage,
  type PullRequest,
  RequestRefused,
} from '@tamis/adapter';
import { CLOCK_PRECISION_MS, type PipedriveClient } from '../client.ts';
import type { Catalogue } from '../describe.ts';
import { pipedriveObject } from '../objects.ts';
import { archivedDue, archivedPages } from './archived.ts';
import { leadLists } from './leads.ts';
import { cursorLists } from './lists.ts';
import { People } from './people.ts';
import { beginning, fromText, type Place, toText } from './place.ts';
import { toRow } from './row.ts';
import { type WalkPage, walk } from './walk.ts';

/** What a pull works with. */
export interface PullDesk {
  readonly client: PipedriveClient;
  readonly catalogue: Catalogue;
  /** How late a write may show up in a list. Milliseconds. */
  readonly lagMs: number;
}

/** Pages of a full walk or of the changes. Throws `FieldGone` before anything is read. */
export async function* pull(desk: PullDesk, request: PullRequest): AsyncGenerator<PullPage> {
  if (request.history !== undefined)
    throw new RequestRefused('Pipedrive shows no past values: read without history.', 'NO_HISTORY');
  // Reading ahead must end with the consumer, also when it leaves early.
  const left = new AbortController();
  const signal = AbortSignal.any([request.signal, left.signal]);
  try {
    yield* pages(desk, { ...request, signal });
  } finally {
    left.abort(new DOMException('The pull was left.', 'AbortError'));
  }
}

async function* pages(desk: PullDesk, request: PullRequest): AsyncGenerator<PullPage> {
  const object = pipedriveObject(request.object);
  const { client, catalogue } = desk;
  const { signal, associations } = request;
  const fields = await catalogue.require(object.name, request.fields, signal);
  const now = client.sourceNow();
  let { cursor } = request;
  if (cursor?.phase === 'changes' && archivedDue(cursor, now)) {
    yield* archivedPages({ client, object, cursor, now, signal });
    cursor = { ...cursor, archivedAt: now };
  }
  const listDesk = { client, object, fields, signal };
  const lists = object.name === 'leads' ? leadLists(listDesk) : cursorLists(listDesk, object.name);
  const reading = { object: object.name, fields, associations };
  const route = { lists, toRow: (result: unknown) => toRow(reading, result), ...sinceOf(cursor) };
  const start = startOf(cursor) ?? beginning(now);
  const people = new People(client, fields, signal);
  for await (const page of walk(route, start)) {
    signal.throwIfAborted();
    yield await toPage(page, people, cursorsOf(desk, { cursor, start }));
  }
}

function sinceOf(cursor: Cursor | null): { since?: Instant } {
  return cursor?.phase === 'changes' ? { since: cursor.modified } : {};
}

function startOf(cursor: Cursor | null): Place | null {
  if (cursor === null) return null;
  return fromText(cursor.phase === 'full' ? cursor.lowerId : cursor.id);
}

/**
 * The cursor behind each page. In the middle of the changes it keeps their beginning, since they come in the order of ids; at the
 * end of a walk the next changes begin where this walk began, less what may have come late.
 */
function cursorsOf(
  { lagMs }: PullDesk,
  { cursor, start }: { cursor: Cursor | null; start: Place },
): (next: Place | null) => Cursor {
  const archivedAt = cursor?.phase === 'changes' ? cursor.archivedAt : start.begunAt;
  const afterwards: ChangesCursor = {
    phase: 'changes',
    modified: Math.max(settledBefore(start.begunAt - lagMs), sinceOf(cursor).since ?? 0),
    id: '0',
    ...(archivedAt === undefined ? {} : { archivedAt }),
  };
  return (next) => {
    if (next === null) return afterwards;
    if (cursor?.phase === 'changes') return { ...cursor, id: toText(next) };
    return { phase: 'full', startedAt: start.begunAt, lowerId: toText(next), changes: afterwards };
  };
}

/** Whole seconds are all that `updated_since` knows. */
function settledBefore(at: Instant): Instant {
  return Math.floor((at - CLOCK_PRECISION_MS) / 1000) * 1000;
}

async function toPage(
  { rows, next }: WalkPage,
  people: People,
  cursorAt: (next: Place | null) => Cursor,
): Promise<PullPage> {
  const records = await people.along(rows.flatMap(({ outcome }) => ('record' in outcome ? [outcome] : [])));
  return {
    records,
    gone: rows.flatMap(({ outcome }) => ('gone' in outcome ? [outcome.gone] : [])),
    unreadable: rows.flatMap(({ outcome }) => ('unreadable' in outcome ? [outcome.unreadable] : [])),
    cursor: cursorAt(next),
    expected: null,
  };
}
