import type { Adapter, Cursor, PastValue, PullPage, PullRequest } from '@tamis/adapter';
import { FieldGone } from '@tamis/adapter';
import { broken, type Mutant } from './mutant.ts';

/** Mistakes in reading. */
export const pullMutants: readonly Mutant[] = [
  {
    name: 'describes a field twice',
    chapter: 'describe',
    open: broken(({ describe }) => ({
      describe: async (object, signal) => {
        const fields = await describe(object, signal);
        return [...fields, ...fields.slice(0, 1)];
      },
    })),
  },
  {
    name: 'takes any object for its own',
    chapter: 'describe',
    open: broken(({ describe, pull }) => ({
      describe: (_object, signal) => describe('people', signal),
      pull: (request) => pull({ ...request, object: 'people' }),
    })),
  },
  { name: 'drops a page', chapter: 'full pull', open: brokenPages(withoutSecondPage) },
  { name: 'gives a page twice', chapter: 'full pull', open: brokenPages(withFirstPageTwice) },
  {
    name: 'gives no page where there are no records',
    chapter: 'full pull',
    open: brokenPages(async function* (pages) {
      for await (const page of pages) if (page.records.length > 0) yield page;
    }),
  },
  {
    name: 'gives fields that nobody asked for',
    chapter: 'full pull',
    open: brokenPages(async function* (pages) {
      for await (const page of pages)
        yield {
          ...page,
          records: page.records.map((each) => ({ ...each, fields: { ...each.fields, name: '' } })),
        };
    }),
  },
  {
    name: 'asks once more for each record',
    chapter: 'full pull',
    open: broken(({ pull, account }) => ({
      pull: async function* (request) {
        for await (const page of pull(request)) {
          for (const _ of page.records) await account(request.signal);
          yield page;
        }
      },
    })),
  },
  {
    name: 'reads on although it was told to stop',
    chapter: 'full pull',
    open: broken(({ pull }) => ({
      pull: (request) => pull({ ...request, signal: new AbortController().signal }),
    })),
  },
  {
    name: 'does not allow for the lag',
    chapter: 'changes',
    open: brokenPages((pages, now) => withCursorAt(pages, now)),
  },
  {
    name: 'allows for a part of the lag',
    chapter: 'changes',
    open: brokenPages((pages, now) => withCursorAt(pages, () => now() - 1000)),
  },
  {
    name: 'passes over records of the same instant',
    chapter: 'changes',
    open: brokenPages(withoutEqualTimes),
  },
  {
    name: 'gives everybody as changed',
    chapter: 'changes',
    open: broken(({ pull }) => ({
      pull: ({ cursor, ...request }) =>
        pull({ ...request, cursor: cursor?.phase === 'changes' ? { ...cursor, modified: 0 } : cursor }),
    })),
  },
  {
    name: 'moves the cursor back',
    chapter: 'changes',
    open: brokenPages(async function* (pages) {
      let back = 0;
      for await (const page of pages) {
        back += 1;
        const { cursor } = page;
        yield cursor.phase === 'full'
          ? page
          : { ...page, cursor: { ...cursor, modified: cursor.modified - back * 100_000_000 } };
      }
    }),
  },
  {
    name: 'gives the past oldest first',
    chapter: 'past values',
    open: brokenPast((past) => past.toReversed()),
  },
  {
    name: 'dates the past by the look at it',
    chapter: 'past values',
    open: brokenPast((past, now) => past.map(({ value }) => ({ value, at: now() }))),
  },
  {
    name: 'asks everybody for a past',
    chapter: 'past values',
    open: broken(({ pull }) => ({
      pull: ({ past, ...request }) =>
        pull({ ...request, ...(past === undefined ? {} : { past: { ...past, unless: [] } }) }),
    })),
  },
  {
    name: 'counts the past among the pages',
    chapter: 'past values',
    open: broken(({ counts }) => ({
      counts: () => {
        const { calls, activityCalls, ...others } = counts();
        return { ...others, calls: calls + activityCalls, activityCalls: 0 };
      },
    })),
  },
  {
    name: 'gives changes a past',
    chapter: 'past values',
    open: broken(({ pull }) => ({ pull: (request) => withEmptyPast(pull(request), request) })),
  },
  {
    name: 'moves the cursor past records not given yet',
    chapter: 'resume',
    open: brokenPages(withNextCursor),
  },
  {
    name: 'begins again after every kill',
    chapter: 'resume',
    open: broken(({ pull }) => ({
      pull: (request) =>
        pull({ ...request, cursor: request.cursor?.phase === 'full' ? null : request.cursor }),
    })),
  },
  {
    name: 'names all fields when one is gone',
    chapter: 'schema drift',
    open: broken(({ pull }) => ({ pull: (request) => blamingAll(pull(request), request) })),
  },
  {
    name: 'describes for ever what it described first',
    chapter: 'schema drift',
    open: broken(({ describe }) => {
      let first: ReturnType<Adapter['describe']> | undefined;
      return {
        describe: (object, signal) => {
          first ??= describe(object, signal);
          return first;
        },
      };
    }),
  },
  {
    name: 'leaves a deleted field out in silence',
    chapter: 'schema drift',
    open: broken((sound) => ({ pull: (request) => withKnownFields(sound, request) })),
  },
];

type Pages = AsyncIterable<PullPage>;

function brokenPages(change: (pages: Pages, now: () => number) => AsyncIterable<PullPage>): Mutant['open'] {
  return broken(({ pull }, { now }) => ({ pull: (request) => change(pull(request), now) }));
}

function brokenPast(
  change: (past: readonly PastValue[], now: () => number) => readonly PastValue[],
): Mutant['open'] {
  return brokenPages(async function* (pages, now) {
    for await (const page of pages) {
      const records = page.records.map(({ history, ...record }) => {
        const told = Object.entries(history ?? {}).map(([field, past]) => [field, change(past, now)]);
        return { ...record, ...(history === undefined ? {} : { history: Object.fromEntries(told) }) };
      });
      yield { ...page, records };
    }
  });
}

async function* withEmptyPast(pages: Pages, { past, cursor }: PullRequest): Pages {
  const history = Object.fromEntries((past?.fields ?? []).map((field) => [field, []]));
  for await (const page of pages)
    yield cursor?.phase === 'changes'
      ? { ...page, records: page.records.map((record) => ({ ...record, history })) }
      : page;
}

async function* withoutSecondPage(pages: Pages): Pages {
  let place = 0;
  for await (const page of pages) {
    place += 1;
    yield place === 2 ? { ...page, records: [] } : page;
  }
}

async function* withFirstPageTwice(pages: Pages): Pages {
  let first = true;
  for await (const page of pages) {
    if (first) yield page;
    first = false;
    yield page;
  }
}

async function* withCursorAt(pages: Pages, instant: () => number): Pages {
  for await (const page of pages) {
    const { cursor } = page;
    yield cursor.phase === 'full'
      ? page
      : { ...page, cursor: { phase: 'changes', modified: instant(), id: '' } };
  }
}

async function* withoutEqualTimes(pages: Pages): Pages {
  let last: number | undefined;
  for await (const page of pages) {
    const before = last;
    const records = page.records.filter(({ modifiedAt }) => modifiedAt !== before);
    last = page.records.at(-1)?.modifiedAt;
    yield page.cursor.phase === 'full' ? page : { ...page, records };
  }
}

/** Each page but the last with the cursor of the page behind it. */
async function* withNextCursor(pages: Pages): Pages {
  let held: PullPage | undefined;
  for await (const page of pages) {
    if (held) yield { ...held, cursor: page.cursor };
    held = page;
  }
  if (held) yield held;
}

async function* blamingAll(pages: Pages, { object, fields }: PullRequest): Pages {
  try {
    yield* pages;
  } catch (error) {
    throw error instanceof FieldGone ? new FieldGone(object, fields) : error;
  }
}

async function* withKnownFields(sound: Adapter, request: PullRequest): Pages {
  const known = new Set((await sound.describe(request.object, request.signal)).map(({ name }) => name));
  const cursor: Cursor | null = request.cursor;
  yield* sound.pull({ ...request, cursor, fields: request.fields.filter((field) => known.has(field)) });
}
