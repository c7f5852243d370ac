import {
  CLOCK_PRECISION_MS,
  type CrmRecord,
  type Cursor,
  type PullPage,
  type PullRequest,
  pastAsked,
} from '@tamis/adapter';
import type { HubspotClient } from '../client/index.ts';
import type { Catalogue } from '../describe.ts';
import { type HubspotObject, hubspotObject, KEEPS_PAST } from '../objects.ts';
import { archivedDue, archivedPages } from './archived.ts';
import type { Associations } from './associations.ts';
import { changes } from './changes.ts';
import { FullWalk, type WalkPage } from './fullWalk.ts';
import { decidingFields, readHistories } from './history.ts';
import { grouped, mapAhead } from './readAhead.ts';
import { PAGE, Search } from './search.ts';

/** What a pull works with. */
export interface PullDesk {
  readonly client: HubspotClient;
  readonly catalogue: Catalogue;
  readonly associations: Associations;
  /** How long HubSpot's search index may lag behind writes. Milliseconds. */
  readonly indexLagMs: number;
}

/** Groups of pages whose associations are read while the consumer stores earlier ones. */
const GROUPS_AHEAD = 2;

/** Pages of a full walk or of the changes. Throws `FieldGone` before anything is read. */
export async function* pull(desk: PullDesk, request: PullRequest): AsyncGenerator<PullPage> {
  const object = hubspotObject(request.object);
  const { history, past } = request;
  if (past !== undefined && !KEEPS_PAST.includes(object.name))
    throw new RangeError(`Past values of ${object.name} are not declared in the capabilities.`);
  const told = [...(history?.fields ?? []), ...(history ? [history.counter] : []), ...(past?.fields ?? [])];
  await desk.catalogue.requireFields(object.name, [...request.fields, ...told], request.signal);
  // Reading ahead must end with the consumer, also when it leaves early.
  const left = new AbortController();
  const signal = AbortSignal.any([request.signal, left.signal]);
  try {
    yield* pages(desk, object, { ...request, signal });
  } finally {
    left.abort(new DOMException('The pull was left.', 'AbortError'));
  }
}

async function* pages(desk: PullDesk, object: HubspotObject, request: PullRequest): AsyncGenerator<PullPage> {
  const now = desk.client.sourceNow();
  let cursor = request.cursor;
  if (cursor?.phase === 'changes' && archivedDue(cursor, now)) {
    yield* archivedPages(desk.client, { object, cursor, now, signal: request.signal });
    cursor = { ...cursor, archivedAt: now };
  }
  const deciding = decidingFields({ history: request.history ?? null, past: pastAsked(request) });
  const search = new Search(desk.client, {
    object,
    fields: [...new Set([...request.fields, ...deciding])],
    signal: request.signal,
  });
  const walk = openWalk(desk, search, { cursor, now });
  for await (const group of mapAhead(grouped(walk, groupSize(desk, request)), GROUPS_AHEAD, (one) =>
    enrich(desk, request, one),
  )) {
    for (const page of group) {
      request.signal.throwIfAborted();
      yield page;
    }
  }
}

function openWalk(
  desk: PullDesk,
  search: Search,
  { cursor, now }: { cursor: Cursor | null; now: number },
): AsyncGenerator<WalkPage> {
  const query = search.page.bind(search);
  const { indexLagMs } = desk;
  if (cursor?.phase === 'changes') {
    const bounds = { stopAt: now + CLOCK_PRECISION_MS, indexLagMs: indexLagMs + CLOCK_PRECISION_MS };
    return changes(query, { cursor, ...bounds });
  }
  const startedAt = cursor?.startedAt ?? now;
  const afterwards = {
    phase: 'changes',
    modified: startedAt - indexLagMs,
    id: '0',
    archivedAt: startedAt,
  } as const;
  return new FullWalk(query, { startedAt, lowerId: cursor?.lowerId ?? '0', afterwards }).pages();
}

/** As many pages as fill one association read; single pages where nothing is read along. */
function groupSize({ associations }: PullDesk, request: PullRequest): number {
  const plain =
    request.associations.length === 0 && request.history === undefined && pastAsked(request) === null;
  return plain ? 1 : Math.max(1, Math.floor(associations.batch / PAGE));
}

async function enrich(
  desk: PullDesk,
  request: PullRequest,
  group: readonly WalkPage[],
): Promise<readonly PullPage[]> {
  const pages = group.map(toPage);
  const records = pages.flatMap((page) => page.records);
  const [associated, histories] = await Promise.all([
    readAssociations(desk, request, records),
    readPast(desk, request, records),
  ]);
  const along = (record: CrmRecord): CrmRecord => {
    const past = histories.get(record.id);
    const associations = Object.fromEntries(
      associated.map(([to, found]) => [to, found.get(record.id) ?? []]),
    );
    return {
      ...record,
      ...(associated.length === 0 ? {} : { associations }),
      ...(past === undefined ? {} : { history: past }),
    };
  };
  return pages.map((page) => ({ ...page, records: page.records.map(along) }));
}

function readAssociations(
  desk: PullDesk,
  { object, associations, signal }: PullRequest,
  records: readonly CrmRecord[],
) {
  const ids = records.map(({ id }) => id);
  return Promise.all(
    associations.map(
      async (to) => [to, await desk.associations.read({ from: object, to }, ids, signal)] as const,
    ),
  );
}

function readPast(desk: PullDesk, request: PullRequest, records: readonly CrmRecord[]) {
  const { object, history = null, signal } = request;
  return readHistories(desk.client, records, { object, history, past: pastAsked(request), signal });
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
