import type { Instant } from '@tamis/adapter';
import { PipedriveRefusal } from '../refusals.ts';
import type { ListPage, ReadList } from './lists.ts';
import type { Place } from './place.ts';
import { settled, unwrap } from './readAhead.ts';
import type { Row } from './row.ts';

/** Rows to give, and where the walk goes on; `next` is `null` behind the last page. */
export interface WalkPage {
  readonly rows: readonly Row[];
  readonly next: Place | null;
}

/** What is walked. */
export interface Route {
  readonly lists: readonly ReadList[];
  /** Only what was modified at this instant or later; everything where absent. */
  readonly since?: Instant;
  readonly toRow: (result: unknown) => Row;
}

/**
 * Pages of one list after the other from a place on, each page asked for while the one before is being stored. A walk that was
 * stopped goes on at the page that was due, at no cost. Where Pipedrive does not know that page any more, the list is walked from
 * its beginning and what was given is left out: 10 tokens for every 500 records.
 */
export async function* walk(route: Route, from: Place): AsyncGenerator<WalkPage> {
  let upcoming = settled(resumed(route, from));
  for (;;) {
    const page = unwrap(await upcoming);
    const { next } = page;
    if (next !== null) upcoming = settled(step(route, next));
    yield page;
    if (next === null) return;
  }
}

/** 400 is what an unknown cursor gives. */
async function resumed(route: Route, from: Place): Promise<WalkPage> {
  try {
    return await step(route, from);
  } catch (error) {
    const outdated = from.marker !== null && error instanceof PipedriveRefusal && error.status === 400;
    if (!outdated) throw error;
    return step(route, { ...from, marker: null });
  }
}

async function step({ lists, since, toRow }: Route, place: Place): Promise<WalkPage> {
  const read = lists[place.list];
  if (read === undefined) return { rows: [], next: null };
  const query = { marker: place.marker, behind: place.id, ...(since === undefined ? {} : { since }) };
  const page = await read(query);
  const rows = page.results.map(toRow).filter(({ id }) => !given(id, place));
  return { rows, next: following(place, { page, rows, lists: lists.length }) };
}

/** Ids are whole numbers in ascending order; those of leads are not, and their list leaves out itself what was given. */
function given(id: string | null, { id: last }: Place): boolean {
  return id !== null && WHOLE.test(id) && WHOLE.test(last) && Number(id) <= Number(last);
}

const WHOLE = /^\d+$/;

function following(
  place: Place,
  { page, rows, lists }: { page: ListPage; rows: readonly Row[]; lists: number },
): Place | null {
  if (page.next !== null) {
    const id = rows.findLast((row) => row.id !== null)?.id ?? place.id;
    return { ...place, id, marker: page.next };
  }
  return place.list + 1 < lists ? { ...place, list: place.list + 1, id: '0', marker: null } : null;
}
