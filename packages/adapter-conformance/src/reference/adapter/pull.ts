import {
  type ChangesCursor,
  type CrmRecord,
  type Cursor,
  type PastRequest,
  type PullPage,
  type PullRequest,
  type RecordGoneNotice,
  RequestRefused,
} from '@tamis/adapter';
import type { ReferenceClient } from './client.ts';
import { LAG_MS, PLANNING } from './limits.ts';
import { PEOPLE, requirePeople } from './objects.ts';
import { along } from './past.ts';
import { pageSchema, type WireRow } from './wire.ts';

type FullCursor = Extract<Cursor, { phase: 'full' }>;

/** Pages of a full walk, or of the changes since the cursor. */
export async function* pull(client: ReferenceClient, request: PullRequest): AsyncGenerator<PullPage> {
  requirePeople(request.object);
  if (request.history) throw new RequestRefused('This CRM keeps no past values.', 'no-history');
  if (request.associations.length > 0)
    throw new RequestRefused('People have no associations.', 'no-associations');
  if (request.cursor?.phase === 'changes') yield* changes(client, request, request.cursor);
  else if (request.past === undefined) yield* fullWalk(client, request, request.cursor);
  else yield* withPast(client, { ...request, cursor: request.cursor }, request.past);
}

/** The present values decide whose past is read, so that the fields come along. */
async function* withPast(
  client: ReferenceClient,
  request: PullRequest & { readonly cursor: FullCursor | null },
  past: PastRequest,
): AsyncGenerator<PullPage> {
  const fields = [...new Set([...request.fields, ...past.fields])];
  for await (const page of fullWalk(client, { ...request, fields }, request.cursor))
    yield { ...page, records: await along(client, page.records, { ...past, signal: request.signal }) };
}

/** By id, which never changes: nobody is passed over, whatever happens meanwhile. What does happen is read afterwards. */
async function* fullWalk(
  client: ReferenceClient,
  request: PullRequest,
  from: FullCursor | null,
): AsyncGenerator<PullPage> {
  let lowerId = from?.lowerId ?? '';
  let startedAt = from?.startedAt;
  for (;;) {
    const { rows, now, total } = await read(client, request, `/people?after=${lowerId}`);
    startedAt ??= now;
    lowerId = rows.at(-1)?.id ?? lowerId;
    const done = rows.length < PLANNING.pullPage;
    const cursor: Cursor = done
      ? { phase: 'changes', modified: startedAt - LAG_MS, id: '' }
      : { phase: 'full', startedAt, lowerId };
    yield toPage(rows, cursor, total);
    if (done) return;
    request.signal.throwIfAborted();
  }
}

/** By time and, within one instant, by id, up to the start: what changes later is left for the next look. */
async function* changes(
  client: ReferenceClient,
  request: PullRequest,
  from: ChangesCursor,
): AsyncGenerator<PullPage> {
  let position = from;
  let startedAt: number | undefined;
  for (;;) {
    const path = `/people/changes?since=${position.modified}&after=${position.id}`;
    const { rows, now } = await read(client, request, path);
    startedAt ??= now;
    const until = startedAt;
    const due = rows.filter(({ modified }) => modified <= until);
    const last = due.at(-1);
    if (last !== undefined) position = { phase: 'changes', modified: last.modified, id: last.id };
    yield toPage(due, settled(position, { from, until }), null);
    if (due.length < PLANNING.pullPage) return;
    request.signal.throwIfAborted();
  }
}

/** Never past what the CRM may still show late, and never back. */
function settled(
  position: ChangesCursor,
  { from, until }: { from: ChangesCursor; until: number },
): ChangesCursor {
  const latest = until - LAG_MS;
  if (position.modified <= latest) return position;
  return latest > from.modified ? { phase: 'changes', modified: latest, id: '' } : from;
}

function read(client: ReferenceClient, { fields, signal }: PullRequest, path: string) {
  const query = `&limit=${PLANNING.pullPage}&fields=${fields.join(',')}`;
  return client.call({ method: 'GET', path: `${path}${query}`, effect: 'read', schema: pageSchema, signal });
}

function toPage(rows: readonly WireRow[], cursor: Cursor, expected: number | null): PullPage {
  return {
    records: rows.flatMap((row) => (row.end === null ? [toRecord(row)] : [])),
    gone: rows.flatMap(({ id, end }) => (end === null ? [] : [toNotice(id, end)])),
    unreadable: [],
    cursor,
    expected,
  };
}

/** A live row in the contract's form. */
export function toRecord({ id, fields, modified, created, mergedIds, sameAs }: WireRow): CrmRecord {
  const record = { object: PEOPLE.name, id, fields, modifiedAt: modified, createdAt: created, mergedIds };
  return sameAs === null ? record : { ...record, samePerson: [{ object: PEOPLE.name, id: sameAs }] };
}

function toNotice(id: string, end: NonNullable<WireRow['end']>): RecordGoneNotice {
  const gone = { object: PEOPLE.name, id };
  if (end.kind === 'merged') return { ...gone, mergedInto: end.into };
  return end.kind === 'converted' ? { ...gone, convertedInto: end.into } : gone;
}
