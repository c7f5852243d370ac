import type { ChangesCursor } from '@tamis/adapter';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FullWalk, type WalkPage } from '../src/pull/fullWalk.ts';
import { entries, MemoryIndex } from './memoryIndex.ts';

const AFTERWARDS: ChangesCursor = { phase: 'changes', modified: 7, id: '0' };

async function walk(index: MemoryIndex, lowerId = '0'): Promise<WalkPage[]> {
  const pages: WalkPage[] = [];
  const start = { startedAt: 7, lowerId, afterwards: AFTERWARDS };
  for await (const page of new FullWalk(index.search, start).pages()) pages.push(page);
  return pages;
}

function idsOf(pages: readonly WalkPage[]): string[] {
  return pages.flatMap(({ rows }) => rows.map(({ id }) => id ?? ''));
}

describe('a full walk', () => {
  it.each([0, 1, 199, 200, 201, 10_000, 10_200, 10_201, 23_457])(
    'reads %i records once each, in as many requests as they fill pages',
    async (n) => {
      const index = new MemoryIndex(entries(n, () => 1));
      const ids = idsOf(await walk(index));
      expect(ids).toHaveLength(n);
      expect(new Set(ids).size).toBe(n);
      expect(index.calls).toBe(Math.max(1, Math.ceil(n / 200)));
    },
  );

  it('ends with the cursor of the changes, and moves it only over what was given', async () => {
    const pages = await walk(new MemoryIndex(entries(23_457, () => 1)));
    expect(pages.at(-1)?.cursor).toEqual(AFTERWARDS);
    const given = new Set<string>();
    const all = entries(23_457, () => 1).map(({ id }) => id);
    for (const { rows, cursor } of pages) {
      for (const { id } of rows) given.add(id ?? '');
      if (cursor.phase === 'full') {
        const covered = all.filter((id) => Number(id) <= Number(cursor.lowerId));
        expect(covered.every((id) => given.has(id))).toBe(true);
      }
    }
  });

  it('goes on behind its cursor after a crash, at any page', async () => {
    const pages = await walk(new MemoryIndex(entries(12_345, () => 1)));
    for (const crash of [0, 3, 30, 52, 55]) {
      const before = pages.slice(0, crash + 1);
      const cursor = before.at(-1)?.cursor;
      const lowerId = cursor?.phase === 'full' ? cursor.lowerId : '0';
      const after = await walk(new MemoryIndex(entries(12_345, () => 1)), lowerId);
      expect(new Set([...idsOf(before), ...idsOf(after)]).size).toBe(12_345);
    }
  });

  it('misses nobody, whoever is deleted or created meanwhile', async () => {
    const disturbance = fc.record({
      at: fc.integer({ min: 1, max: 125 }),
      deletes: fc.array(fc.nat(22_000), { maxLength: 3 }),
      creates: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 150, max: 22_000 }),
        fc.array(disturbance, { maxLength: 6 }),
        async (n, events) => {
          const all = entries(n, () => 1);
          const deleted = new Set<string>();
          const meanwhile = new Map(
            events.map(({ at, deletes, creates }) => [
              at,
              (index: MemoryIndex) => {
                for (const place of deletes) {
                  const id = all[place % n]?.id ?? '';
                  deleted.add(id);
                  index.delete(id);
                }
                const last = Number(index.entries.at(-1)?.id ?? 0);
                for (let i = 1; i <= creates; i += 1)
                  index.entries.push({ id: String(last + i), modified: 2 });
              },
            ]),
          );
          const pages = await walk(new MemoryIndex(all, { meanwhile }));
          const given = new Set(idsOf(pages));
          expect(all.filter(({ id }) => !given.has(id) && !deleted.has(id))).toEqual([]);
          expect(pages.at(-1)?.cursor).toEqual(AFTERWARDS);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('reads ahead by a bounded number of pages while its reader is busy', async () => {
    const index = new MemoryIndex(entries(30_000, () => 1));
    const start = { startedAt: 7, lowerId: '0', afterwards: AFTERWARDS };
    let taken = 0;
    for await (const _page of new FullWalk(index.search, start).pages()) {
      taken += 1;
      expect(index.calls - taken).toBeLessThanOrEqual(10);
    }
    expect(taken).toBe(150);
  });
});
