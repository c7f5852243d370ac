import {
  type ChangesCursor,
  CLOCK_PRECISION_MS,
  type CrmRecord,
  type Cursor,
  type Instant,
  type PastRequest,
  type PullPage,
  type PullRequest,
  pastAsked,
  RequestRefused,
} from '@tamis/adapter';
import type { PipedriveClient } from '../client/index.ts';
import type { Field } from '../describe/field.ts';
import type { Catalogue } from '../describe/index.ts';
import { pipedriveObject } from '../objects.ts';
import { conversions } from './conversions.ts';
import { gonePages, type Look, lookDue, OVERLAP_MS } from './gone.ts';
import { leadLists } from './leads.ts';
import { cursorLists } from './lists.ts';
import { Past } from './past.ts';
import { People } from './people.ts';
import { beginning, fromText, type Place, toText } from './place.ts';
import { type ReadRow, toRow } from './row.ts';
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
  const { name, associations, keepsPast } = pipedriveObject(request.object);
  if (request.past !== undefined && !keepsPast)
    throw new RequestRefused(`Pipedrive shows no past values of ${name}: read without.`, 'NO_HISTORY');
  const unknown = request.associations.filter((each) => !associations.includes(each));
  if (unknown.length > 0)
    throw new RequestRefused(
      `${name} of Pipedrive do not name their ${unknown.join(', ')}.`,
      'NO_ASSOCIATION',
    );
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
  const asked = pastAsked(request);
  const fields = await catalogue.require(
    object.name,
    [...new Set([...request.fields, ...(asked?.fields ?? [])])],
    signal,
  );
  const now = client.sourceNow();
  const gone = yield* goneFirst(
    { client, catalogue, object, known: request.known, now, signal },
    request.cursor,
  );
  const { cursor } = gone;
  const listDesk = { client, object, fields, signal };
  const lists =
    object.name === 'leads' ? leadLists(listDesk, gone.archivedSince) : cursorLists(listDesk, object.name);
  const reading = { object: object.name, fields, associations };
  const route = { lists, toRow: (result: unknown) => toRow(reading, result), ...sinceOf(cursor) };
  const start = startOf(cursor) ?? beginning(now);
  const readAlong = along(desk, { fields, past: asked, signal });
  const cursorAt = cursorsOf(desk, { cursor, start, archivedAt: gone.archivedAt });
  for await (const page of walk(route, start)) {
    signal.throwIfAborted();
    yield await toPage(page, readAlong, cursorAt);
  }
}

/** What the changes begin with, and what the walk behind it has to know. */
interface GoneFirst {
  readonly cursor: Cursor | null;
  /** From when on archived leads are read along; `null`: not this time. */
  readonly archivedSince: Instant | null;
  /** When the daily look was taken, true at the end of the walk. */
  readonly archivedAt: Instant | undefined;
}

/**
 * Before the changes: what is gone. Leads that became deals every time; the rest once a day. The look at archived leads is part
 * of their walk, and counts as taken when that has ended.
 */
async function* goneFirst(
  look: Omit<Look, 'cursor'>,
  cursor: Cursor | null,
): AsyncGenerator<PullPage, GoneFirst> {
  if (cursor?.phase !== 'changes') return { cursor, archivedSince: null, archivedAt: undefined };
  const { client, object, now, signal } = look;
  const due = lookDue(cursor, now);
  const archivedAt = due ? now : cursor.archivedAt;
  if (object.name === 'leads') {
    const empty = { records: [], unreadable: [], expected: null, cursor };
    for await (const gone of conversions(client, { since: cursor.modified, signal }))
      if (gone.length > 0) yield { ...empty, gone };
    if (due) yield* gonePages({ ...look, cursor });
    return { cursor, archivedSince: due ? (cursor.archivedAt ?? 0) - OVERLAP_MS : null, archivedAt };
  }
  if (!due) return { cursor, archivedSince: null, archivedAt };
  yield* gonePages({ ...look, cursor });
  const looked = { ...cursor, archivedAt: now };
  yield { records: [], gone: [], unreadable: [], expected: null, cursor: looked };
  return { cursor: looked, archivedSince: null, archivedAt };
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
  {
    cursor,
    start,
    archivedAt = start.begunAt,
  }: { cursor: Cursor | null; start: Place; archivedAt: Instant | undefined },
): (next: Place | null) => Cursor {
  const afterwards: ChangesCursor = {
    phase: 'changes',
    modified: Math.max(settledBefore(start.begunAt - lagMs), sinceOf(cursor).since ?? 0),
    id: '0',
    archivedAt,
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

type Along = (rows: readonly ReadRow[]) => Promise<readonly CrmRecord[]>;

/** What other requests tell of the records: the people of leads, the past of deals. */
function along(
  { client }: PullDesk,
  reading: {
    readonly fields: readonly Field[];
    readonly past: PastRequest | null;
    readonly signal: AbortSignal;
  },
): Along {
  const { fields, past: request, signal } = reading;
  const people = new People(client, fields, signal);
  if (request === null) return (rows) => people.along(rows);
  const told = fields.filter(({ description }) => request.fields.includes(description.name));
  const past = new Past(client, { fields: told, request, signal });
  return async (rows) => {
    const histories = await past.of(rows);
    const records = await people.along(rows);
    return records.map((record) => {
      const history = histories.get(record.id);
      return history === undefined ? record : { ...record, history };
    });
  };
}

async function toPage(
  { rows, next }: WalkPage,
  readAlong: Along,
  cursorAt: (next: Place | null) => Cursor,
): Promise<PullPage> {
  const records = await readAlong(rows.flatMap(({ outcome }) => ('record' in outcome ? [outcome] : [])));
  return {
    records,
    gone: rows.flatMap(({ outcome }) => ('gone' in outcome ? [outcome.gone] : [])),
    unreadable: rows.flatMap(({ outcome }) => ('unreadable' in outcome ? [outcome.unreadable] : [])),
    cursor: cursorAt(next),
    expected: null,
  };
}
