import type { Cursor, PullPage } from '@tamis/adapter';
import fc from 'fast-check';
import nock from 'nock';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fromText, toText } from '../src/pull/place.ts';
import { API, connect, never } from './connection.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const PAGE = 500;

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

/** The inbox as v1 lists it, by offsets; between pages somebody may delete leads. */
class Inbox {
  ids: string[];
  readonly #meanwhile: (inbox: Inbox) => void;

  constructor(size: number, meanwhile: (inbox: Inbox) => void) {
    this.ids = Array.from({ length: size }, (_, index) => `lead-${String(index).padStart(5, '0')}`);
    this.#meanwhile = meanwhile;
    nock(API)
      .persist()
      .get('/api/v1/leads')
      .query(({ start, limit, sort }) => Number(start) >= 0 && limit === String(PAGE) && sort === 'id')
      .reply(200, ({ url }: Request) => this.#page(Number(new URL(url).searchParams.get('start'))));
    nock(API)
      .persist()
      .get('/api/v1/leads/archived')
      .query({ start: 0, limit: PAGE, sort: 'id' })
      .reply(200, {
        data: null,
      });
    nock(API).persist().get('/api/v2/dealFields?limit=500').reply(200, { data: [] });
  }

  #page(start: number): object {
    const data = this.ids
      .slice(start, start + PAGE)
      .map((id) => ({ id, title: id, update_time: '2026-11-20 10:00:00' }));
    const more = start + PAGE < this.ids.length;
    this.#meanwhile(this);
    return { data, additional_data: { pagination: { more_items_in_collection: more } } };
  }
}

async function walk(cursor: Cursor | null, most = Number.POSITIVE_INFINITY): Promise<PullPage[]> {
  const adapter = connect({ now: () => NOW });
  const pages: PullPage[] = [];
  const request = { object: 'leads', fields: ['title'], cursor, associations: [], signal: never };
  for await (const page of adapter.pull(request)) {
    pages.push(page);
    if (pages.length >= most) break;
  }
  await adapter.close();
  return pages;
}

function idsOf(pages: readonly PullPage[]): string[] {
  return pages.flatMap(({ records }) => records.map(({ id }) => id));
}

it('gives every lead that stays, whichever are deleted between which pages, and wherever the walk is killed', async () => {
  const deletions = fc.array(fc.array(fc.nat(1199), { maxLength: 3 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(deletions, fc.integer({ min: 1, max: 4 }), async (rounds, killedAfter) => {
      nock.cleanAll();
      const queue = rounds.values();
      const inbox = new Inbox(1200, (box) => {
        const victims = new Set(queue.next().value?.map((place) => box.ids[place]));
        box.ids = box.ids.filter((id) => !victims.has(id));
      });
      const before = await walk(null, killedAfter);
      const cursor = before.at(-1)?.cursor ?? null;
      const after = cursor?.phase === 'full' ? await walk(cursor) : [];
      const given = new Set([...idsOf(before), ...idsOf(after)]);
      expect(inbox.ids.filter((id) => !given.has(id))).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

it('keeps its place as a text', () => {
  const place = fc.record({
    begunAt: fc.nat(),
    list: fc.nat(3),
    id: fc.constantFrom('0', '42', 'adf21080-0e10-11eb-879b-05d71fb426ec'),
    marker: fc.option(fc.constantFrom('500', 'eyJpZCI6IDd9', 'with a space')),
  });
  fc.assert(
    fc.property(place, (each) => {
      expect(fromText(toText(each))).toEqual(each);
    }),
  );
  expect(fromText('0')).toBeNull();
});
