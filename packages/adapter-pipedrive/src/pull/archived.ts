import type { ChangesCursor, Instant, PullPage, RecordGoneNotice } from '@tamis/adapter';
import type { PipedriveApi } from '../client/codegen.ts';
import type { PipedriveClient } from '../client/index.ts';
import { COST, PAGE } from '../limits.ts';
import type { PipedriveObject } from '../objects.ts';
import { listSchema, parseInstant, recordSchema, type WireRecord, wholeSeconds } from '../wire.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** What happened just before the last look may have come late; ids just given out may not all be shown yet. */
export const OVERLAP_MS = 60 * 60 * 1000;

/** Whether the look for deleted records is due: once a day. */
export function archivedDue({ archivedAt }: ChangesCursor, now: Instant): boolean {
  return archivedAt === undefined || now - archivedAt >= DAY_MS;
}

/** One look for records that are gone. */
export interface Look {
  readonly client: PipedriveClient;
  readonly object: PipedriveObject;
  readonly cursor: ChangesCursor;
  readonly now: Instant;
  readonly signal: AbortSignal;
}

/** A page of a look: what is gone, and where it goes on. */
type Finder = (look: Look) => AsyncGenerator<readonly RecordGoneNotice[]>;

/**
 * How each object tells what is gone. v2 lists deleted deals for 30 days, and nothing of the kind for people and organizations:
 * their ids are given out in order, so an id that is missing between two that are there is gone (also what is no longer visible
 * to the user of the token; a write would fail alike). The very first and the very last one have no neighbour on one side: they are
 * seen when they are written, as deleted leads are. Activities stay what they were.
 */
const FINDERS: Readonly<Partial<Record<PipedriveObject['name'], Finder>>> = {
  deals: deletedDeals,
  organizations: missingIds,
  persons: missingIds,
};

/**
 * Records that went since the last look; 10 tokens for 500 records. The position in the changes stays where it is; the last page's
 * cursor says that the look was taken at `now`.
 */
export async function* archivedPages(look: Look): AsyncGenerator<PullPage> {
  const { object, cursor, now } = look;
  const page = { records: [], unreadable: [], expected: null };
  for await (const gone of FINDERS[object.name]?.(look) ?? []) yield { ...page, gone, cursor };
  yield { ...page, gone: [], cursor: { ...cursor, archivedAt: now } };
}

interface Query {
  readonly sort_by: 'id';
  readonly limit: number;
  readonly cursor?: string;
}

async function* listed(
  { client, object, signal }: Look,
  list: (api: PipedriveApi, query: Query) => Promise<unknown>,
): AsyncGenerator<readonly WireRecord[]> {
  const call = { cost: COST.v2.list, bill: object.bill, effect: 'read', signal, schema: listSchema } as const;
  const query = { sort_by: 'id', limit: PAGE } as const;
  let cursor: string | null | undefined;
  do {
    const page = cursor ? { ...query, cursor } : query;
    const { data, additional_data } = await client.call(call, (api) => list(api, page));
    yield data.flatMap((each) => recordSchema.safeParse(each).data ?? []);
    cursor = additional_data?.next_cursor;
  } while (cursor);
}

function since({ cursor, now }: Look): string {
  return wholeSeconds((cursor.archivedAt ?? now - 30 * DAY_MS) - OVERLAP_MS);
}

async function* deletedDeals(look: Look): AsyncGenerator<readonly RecordGoneNotice[]> {
  const deleted = { status: 'deleted', updated_since: since(look) } as const;
  for await (const deals of listed(look, (api, query) => api.deals.getDeals({ ...query, ...deleted })))
    yield deals.map(({ id }) => ({ object: 'deals', id: String(id) }));
}

async function* missingIds(look: Look): AsyncGenerator<readonly RecordGoneNotice[]> {
  const { object, now } = look;
  let last: number | null = null;
  const list = (api: PipedriveApi, query: Query) =>
    object.name === 'persons' ? api.persons.getPersons(query) : api.organizations.getOrganizations(query);
  for await (const records of listed(look, list)) {
    const missing: number[] = [];
    for (const { id, add_time: made } of records) {
      const settledLongAgo = (parseInstant(made) ?? now) < now - OVERLAP_MS;
      if (last !== null && settledLongAgo) missing.push(...between(last, Number(id)));
      last = Number(id);
    }
    yield missing.map((id) => ({ object: object.name, id: String(id) }));
  }
}

/** A wider gap is a jump of the numbering, not so many deletions. */
const WIDEST_GAP = 10_000;

function between(before: number, after: number): readonly number[] {
  const count = after - before - 1;
  if (!(count > 0 && count <= WIDEST_GAP)) return [];
  return Array.from({ length: count }, (_, index) => before + 1 + index);
}
