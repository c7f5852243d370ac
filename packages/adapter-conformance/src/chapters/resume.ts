import assert from 'node:assert/strict';
import type { Cursor, PullPage } from '@tamis/adapter';
import type { Chapter } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import { assertAtLeast } from './evidence.ts';

/** A process that dies after any page loses nothing, and reads little again. */
export const resume: Chapter = {
  name: 'resume',
  checks: [
    {
      name: 'a full walk killed after any page misses nobody, and reads no more again than it says',
      run: async (trial) => {
        const adapter = trial.open();
        const held = await trial.settlePages(adapter, 3);
        const again = trial.world.facts.rereadAtMost ?? adapter.limits.pullPage;
        await killEverywhere(trial, { from: null, expected: held.map(({ id }) => id), again });
      },
    },
    {
      name: 'changes killed after any page miss nobody, and read at most one page again',
      run: async (trial) => {
        const adapter = trial.open();
        const from = await trial.readEverything(adapter);
        const held = await trial.settlePages(adapter, 3);
        const ids = held.map(({ id }) => id);
        await trial.world.person.editTogether(ids, { [trial.world.facts.fields.text]: 'all at once' });
        await trial.untilShown();
        await killEverywhere(trial, { from, expected: ids, again: adapter.limits.pullPage });
      },
    },
    {
      name: 'what is edited between the kill and the resumption is found',
      run: async (trial) => {
        const adapter = trial.open();
        const { person, facts } = trial.world;
        const held = await trial.settlePages(adapter, 2);
        const [first] = await readUntil(trial, { cursor: null, pages: 1 });
        const victim = first?.records[0]?.id ?? held[0]?.id ?? '';
        await person.edit(victim, { [facts.fields.text]: 'edited while nobody looked' });
        await trial.untilShown();
        const rest = await trial.pullAll(trial.open(), { cursor: kept(first?.cursor ?? null) });
        const next = await trial.pullAll(trial.open(), { cursor: kept(rest.cursor) });
        const latest = [...rest.records, ...next.records].findLast(({ id }) => id === victim);
        assert.equal(latest?.fields[facts.fields.text], 'edited while nobody looked');
      },
    },
  ],
};

interface Kill {
  readonly from: Cursor | null;
  readonly expected: readonly string[];
  /** Records that may be read again. */
  readonly again: number;
}

/** Kills at the first page, the second … until a walk ends by itself. */
async function killEverywhere(trial: Trial, { from, expected, again }: Kill): Promise<void> {
  for (let pages = 1; ; pages += 1) {
    const before = await readUntil(trial, { cursor: from, pages });
    const rest = await trial.pullAll(trial.open(), { cursor: kept(before.at(-1)?.cursor ?? from) });
    const ids = [...idsOf(before), ...rest.ids];
    assertAtLeast(ids, expected);
    const repeated = ids.length - new Set(ids).size;
    assert.ok(repeated <= again, `killed after page ${pages}: ${repeated} records were read again`);
    if (before.length < pages) return;
  }
}

/** What was stored when a process died after so many pages; the walk is left in the middle. */
async function readUntil(
  trial: Trial,
  { cursor, pages }: { cursor: Cursor | null; pages: number },
): Promise<readonly PullPage[]> {
  const stored: PullPage[] = [];
  for await (const page of trial.pull(trial.open(), { cursor })) {
    stored.push(page);
    if (stored.length === pages) break;
  }
  return stored;
}

/** A cursor as a store gives it back. */
function kept(cursor: Cursor | null): Cursor | null {
  return JSON.parse(JSON.stringify(cursor)) as Cursor | null;
}

function idsOf(pages: readonly PullPage[]): string[] {
  return pages.flatMap(({ records }) => records.map(({ id }) => id));
}
