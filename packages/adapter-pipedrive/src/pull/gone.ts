import type { ChangesCursor, Instant, KnownIds, PullPage, RecordGoneNotice } from '@tamis/adapter';
import type { PipedriveApi } from '../client/codegen.ts';
import type { PipedriveClient } from '../client/index.ts';
import type { Catalogue } from '../describe/index.ts';
import { COST, PAGE, PLANNING } from '../limits.ts';
import type { PipedriveObject } from '../objects.ts';
import { read } from '../read.ts';
import { listSchema, recordSchema, wholeSeconds } from '../wire.ts';
import { leadLists } from './leads.ts';
import { cursorLists } from './lists.ts';
import { beginning } from './place.ts';
import { toRow } from './row.ts';
import { walk } from './walk.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** What happened just before the last look may have come late. */
export const OVERLAP_MS = 60 * 60 * 1000;

/** Whether the look for deleted records is due: once a day. */
export function lookDue({ archivedAt }: ChangesCursor, now: Instant): boolean {
  return archivedAt === undefined || now - archivedAt >= DAY_MS;
}

/** One look for records that are gone. */
export interface Look {
  readonly client: PipedriveClient;
  readonly catalogue: Catalogue;
  readonly object: PipedriveObject;
  readonly cursor: ChangesCursor;
  readonly known: KnownIds | undefined;
  readonly now: Instant;
  readonly signal: AbortSignal;
}

/** A page of a look: what is gone. */
type Finder = (look: Look) => AsyncGenerator<readonly RecordGoneNotice[]>;

/** How each object tells what is gone: v2 lists deleted deals for 30 days, and nothing of the kind for the others. Activities stay what they were. */
const FINDERS: Readonly<Partial<Record<PipedriveObject['name'], Finder>>> = {
  deals: deletedDeals,
  leads: missing,
  organizations: missing,
  persons: missing,
};

/** What went since the last look, by whatever way its object tells. The position in the changes stays where it is. */
export async function* gonePages(look: Look): AsyncGenerator<PullPage> {
  const { object, cursor } = look;
  for await (const gone of FINDERS[object.name]?.(look) ?? [])
    if (gone.length > 0) yield { records: [], unreadable: [], expected: null, gone, cursor };
}

async function* deletedDeals(look: Look): AsyncGenerator<readonly RecordGoneNotice[]> {
  const { client, object, signal } = look;
  const call = { cost: COST.v2.list, bill: object.bill, effect: 'read', signal, schema: listSchema } as const;
  const query = { sort_by: 'id', limit: PAGE, status: 'deleted', updated_since: since(look) } as const;
  let cursor: string | null | undefined;
  do {
    const page = cursor ? { ...query, cursor } : query;
    const list = ({ deals }: PipedriveApi): Promise<unknown> => deals.getDeals(page);
    const { data, additional_data } = await client.call(call, list);
    const deals = data.flatMap((each) => recordSchema.safeParse(each).data ?? []);
    yield deals.map(({ id }) => ({ object: 'deals', id: String(id) }));
    cursor = additional_data?.next_cursor;
  } while (cursor);
}

function since({ cursor, now }: Look): string {
  return wholeSeconds((cursor.archivedAt ?? now - 30 * DAY_MS) - OVERLAP_MS);
}

/** Records that a look asks for one by one or by their ids; what is missing beyond them is asked for the day after. */
const MOST_ASKED = 1000;

/**
 * Records that are known and in none of the object's lists: 10 or 20 tokens for 500 records. Each is asked for before it is called gone,
 * since a list may be short, or shift while it is read. Gone is also what the user of the token sees no longer; a write would fail alike.
 */
async function* missing(look: Look): AsyncGenerator<readonly RecordGoneNotice[]> {
  if (look.known === undefined) return;
  const listed = await listedIds(look);
  let left = MOST_ASKED;
  for await (const ids of look.known()) {
    const absent = ids.filter((id) => !listed.has(id)).slice(0, left);
    left -= absent.length;
    yield* unfound(look, absent);
    if (left === 0) return;
  }
}

async function listedIds({ client, object, now, signal }: Look): Promise<ReadonlySet<string>> {
  const desk = { client, object, fields: [], signal };
  const lists = object.name === 'leads' ? leadLists(desk, null) : cursorLists(desk, object.name);
  const reading = { object: object.name, fields: [], associations: [] };
  const listed = new Set<string>();
  for await (const { rows } of walk({ lists, toRow: (result) => toRow(reading, result) }, beginning(now)))
    for (const { id, outcome } of rows) if (id !== null && !('gone' in outcome)) listed.add(id);
  return listed;
}

async function* unfound(
  { client, catalogue, object: { name: object }, signal }: Look,
  absent: readonly string[],
): AsyncGenerator<readonly RecordGoneNotice[]> {
  for (let start = 0; start < absent.length; start += PLANNING.readBatch) {
    const ids = absent.slice(start, start + PLANNING.readBatch);
    const found = await read({ client, catalogue }, { object, ids, fields: [], signal });
    const there = new Set(found.map(({ id }) => id));
    yield ids.filter((id) => !there.has(id)).map((id) => ({ object, id }));
  }
}
