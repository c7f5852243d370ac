import {
  type ChangesCursor,
  CLOCK_PRECISION_MS,
  type PastRequest,
  type PullPage,
  type PullRequest,
  pastAsked,
} from '@tamis/adapter';
import type { Polling } from '../client/bulk/polling.ts';
import type { SalesforceClient } from '../client/index.ts';
import type { Catalogue } from '../describe.ts';
import { associationsOf, type SalesforceObject, salesforceObject } from '../objects.ts';
import { changes } from './changes.ts';
import { fullWalk, type WalkPage } from './fullWalk.ts';
import { Past } from './past.ts';
import { oneAhead } from './readAhead.ts';
import { Reader } from './reader.ts';
import { changedRoles, withContacts } from './roles.ts';

/** What a pull works with. */
export interface PullDesk {
  readonly client: SalesforceClient;
  readonly catalogue: Catalogue;
  /** How long after its stamp a row may be committed. Milliseconds. */
  readonly commitLagMs: number;
  /** From how many rows on a full walk goes through the Bulk API. */
  readonly bulkFrom: number;
  readonly polling: Polling;
}

/** Pages of a full walk or of the changes. Throws `FieldGone` before anything is read. */
export async function* pull(desk: PullDesk, request: PullRequest): AsyncGenerator<PullPage> {
  // Reading ahead must end with the consumer, also when it leaves early.
  const left = new AbortController();
  const signal = AbortSignal.any([request.signal, left.signal]);
  try {
    const reader = await openReader(desk, { ...request, signal });
    for await (const page of oneAhead(pages(desk, reader, request))) {
      request.signal.throwIfAborted();
      yield page;
    }
  } finally {
    left.abort(new DOMException('The pull was left.', 'AbortError'));
  }
}

async function openReader(desk: PullDesk, request: PullRequest): Promise<Reader> {
  const object = salesforceObject(request.object);
  refuseUndeclared(object, request);
  const fields = [...new Set([...request.fields, ...(pastAsked(request)?.fields ?? [])])];
  const known = await desk.catalogue.requireFields(object.name, fields, request.signal);
  const reading = { object, fields, associations: request.associations };
  return new Reader(desk, { reading, known, signal: request.signal });
}

/** Throws for what the capabilities declare absent, which is a programming error. */
function refuseUndeclared(object: SalesforceObject, { associations, history, past }: PullRequest): void {
  const isUndeclared = history !== undefined || (past !== undefined && !object.keepsPast);
  if (isUndeclared) throw new RangeError('Past values are not declared in the capabilities.');
  const declared = associationsOf(object);
  const other = associations.find((to) => !declared.includes(to));
  if (other !== undefined)
    throw new RangeError(`${object.name} declares no association with ${other} in the capabilities.`);
}

async function* pages(desk: PullDesk, reader: Reader, request: PullRequest) {
  const { cursor, associations } = request;
  const byRole = reader.reading.object.byRole && associations.includes('Contact');
  const now = desk.client.sourceNow();
  if (cursor?.phase === 'changes') {
    if (byRole) yield* rolePages(reader, cursor);
    const stopAt = now + CLOCK_PRECISION_MS;
    const commitLagMs = desk.commitLagMs + CLOCK_PRECISION_MS;
    yield* enriched(reader, changes(reader, { cursor, stopAt, commitLagMs }), byRole);
    return;
  }
  const startedAt = cursor?.startedAt ?? now;
  const afterwards: ChangesCursor = { phase: 'changes', modified: startedAt - desk.commitLagMs, id: '' };
  const { bulkFrom, polling } = desk;
  const start = { startedAt, lowerId: cursor?.lowerId ?? '', afterwards, bulkFrom, polling };
  const walk = enriched(reader, fullWalk(reader, start), byRole);
  const past = pastAsked(request);
  yield* past === null ? walk : withPast(reader, walk, past);
}

async function* withPast(
  { client, signal, reading }: Reader,
  walk: AsyncGenerator<PullPage>,
  request: PastRequest,
): AsyncGenerator<PullPage> {
  const past = new Past(client, { object: reading.object.name, request, signal });
  for await (const page of walk) yield { ...page, records: await past.along(page.records) };
}

/**
 * Opportunities whose roles changed since the cursor, read again. They come first and leave the cursor where it is: once the changes
 * that follow have moved it, nobody would look at those roles again.
 */
async function* rolePages(reader: Reader, cursor: ChangesCursor): AsyncGenerator<PullPage> {
  for (const where of await changedRoles(reader, cursor.modified)) {
    const { rows } = await reader.page([where], 'Id');
    yield await withRoles(reader, toPage({ rows, cursor, expected: null }));
  }
}

async function* enriched(
  reader: Reader,
  walk: AsyncGenerator<WalkPage>,
  byRole: boolean,
): AsyncGenerator<PullPage> {
  for await (const page of walk) yield byRole ? await withRoles(reader, toPage(page)) : toPage(page);
}

async function withRoles(reader: Reader, page: PullPage): Promise<PullPage> {
  return { ...page, records: await withContacts(reader, page.records) };
}

function toPage({ rows, cursor, expected }: WalkPage): PullPage {
  return {
    records: rows.flatMap(({ outcome }) => ('record' in outcome ? [outcome.record] : [])),
    gone: rows.flatMap(({ outcome }) => ('gone' in outcome ? [outcome.gone] : [])),
    unreadable: rows.flatMap(({ outcome }) => ('unreadable' in outcome ? [outcome.unreadable] : [])),
    cursor,
    expected,
  };
}
