import type { Cursor } from '@tamis/adapter';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changes } from '../src/pull/changes.ts';
import type { WalkPage } from '../src/pull/fullWalk.ts';
import { entries, MemoryIndex } from './memoryIndex.ts';

const NOW = 1_000_000;
const LAG = 10_000;
type ChangesCursor = Extract<Cursor, { phase: 'changes' }>;

function from(modified: number, id = '0'): ChangesCursor {
  return { phase: 'changes', modified, id };
}

async function walk(index: MemoryIndex, cursor: ChangesCursor, stopAt = NOW): Promise<WalkPage[]> {
  const pages: WalkPage[] = [];
  for await (const page of changes(index.search, { cursor, stopAt, indexLagMs: LAG })) pages.push(page);
  return pages;
}

function idsOf(pages: readonly WalkPage[]): string[] {
  return pages.flatMap(({ rows }) => rows.map(({ id }) => id ?? ''));
}

describe('the changes since a cursor', () => {
  it.each(['id', 'scrambled'] as const)(
    'come whole when 25,000 records share one millisecond, ties in order: %s',
    async (ties) => {
      const before = entries(300, (i) => 100 + i);
      const together = entries(25_000, () => 5000).map(({ id, modified }) => ({ id: `9${id}`, modified }));
      const index = new MemoryIndex([...before, ...together], { ties });
      const ids = idsOf(await walk(index, from(0)));
      expect(ids).toHaveLength(25_300);
      expect(new Set(ids).size).toBe(25_300);
      expect(index.calls).toBeLessThanOrEqual(132);
    },
  );

  it('cost no more than 2 % above whole pages at 100 records a millisecond', async () => {
    const index = new MemoryIndex(entries(50_000, (i) => 100_000 + Math.floor(i / 100)));
    expect(new Set(idsOf(await walk(index, from(0)))).size).toBe(50_000);
    expect(index.calls).toBeLessThanOrEqual(255);
  });

  it('are complete and at most once, however many share a time and in whatever order, also after a crash at any page', async () => {
    const runs = fc.array(fc.integer({ min: 1, max: 450 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(runs, fc.constantFrom('id', 'scrambled'), fc.nat(40), async (sizes, ties, crashAt) => {
        const times = sizes.flatMap((size, instant) => Array.from({ length: size }, () => 1000 + instant));
        const order = times.map((modified, i) => ({
          id: String(1000 + ((i * 7919) % times.length)),
          modified,
        }));
        const pages = await walk(new MemoryIndex(order, { ties }), from(0));
        const ids = idsOf(pages);
        expect(ids).toHaveLength(times.length);
        expect(new Set(ids).size).toBe(times.length);
        const crashed = pages.slice(0, (crashAt % pages.length) + 1);
        const cursor = crashed.at(-1)?.cursor as ChangesCursor;
        const again = await walk(new MemoryIndex(order, { ties }), cursor);
        expect(new Set([...idsOf(crashed), ...idsOf(again)]).size).toBe(times.length);
      }),
      { numRuns: 60 },
    );
  });

  it('lose nobody when others are changed meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.nat(1999)), { maxLength: 12 }),
        async (touches) => {
          const all = entries(2000, (i) => 1000 + Math.floor(i / 7));
          const touched = new Set<number>();
          const meanwhile = new Map(
            touches.map(([call, place]) => [
              call,
              (index: MemoryIndex) => {
                const entry = index.entries[place];
                if (entry) entry.modified = NOW + call;
                touched.add(place);
              },
            ]),
          );
          const first = await walk(new MemoryIndex(all, { meanwhile }), from(0));
          const given = new Set(idsOf(first));
          const missed = all.filter(({ id }, place) => !given.has(id) && !touched.has(place));
          expect(missed).toEqual([]);
          // Whoever was touched is there in the next run.
          const next = new MemoryIndex(all);
          for (const id of idsOf(await walk(next, first.at(-1)?.cursor as ChangesCursor, NOW + 60_000)))
            given.add(id);
          expect(given.size).toBe(2000);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('leave what was modified after the start to the next run', async () => {
    const index = new MemoryIndex(entries(500, (i) => NOW - 250 + i));
    const pages = await walk(index, from(0));
    expect(idsOf(pages)).toHaveLength(251);
  });

  it('look a second time at the time that the index may still have held back', async () => {
    const index = new MemoryIndex(entries(3, (i) => NOW - 20_000 + i * 9000));
    const pages = await walk(index, from(0));
    expect(pages.at(-1)?.cursor).toEqual(from(NOW - LAG));
    // A record with an earlier time appears only now.
    index.entries.push({ id: '99999', modified: NOW - 5000 });
    const again = await walk(index, pages.at(-1)?.cursor as ChangesCursor, NOW + 60_000);
    expect(idsOf(again)).toContain('99999');
  });

  it('stand still where nothing changed', async () => {
    const index = new MemoryIndex(entries(3, () => 500));
    const pages = await walk(index, from(500, '2000'));
    expect(pages).toHaveLength(1);
    expect(pages[0]).toEqual({ rows: [], cursor: from(500, '2000'), expected: null });
  });
});
