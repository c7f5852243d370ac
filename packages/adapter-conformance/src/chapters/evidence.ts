import assert from 'node:assert/strict';
import type { PushOutcome } from '@tamis/adapter';

/** Every expected id and no other, each once; the message counts and shows a few instead of printing thousands. */
export function assertSameIds(given: readonly string[], expected: readonly string[]): void {
  assertAtLeast(given, expected);
  const wanted = new Set(expected);
  const strange = given.filter((id) => !wanted.has(id));
  assert.equal(strange.length, 0, `${strange.length} records that nobody expected: ${some(strange)}`);
  assert.equal(given.length, wanted.size, `${given.length - wanted.size} records came more than once`);
}

/** Every expected id at least once. */
export function assertAtLeast(given: Iterable<string>, expected: readonly string[]): void {
  const seen = new Set(given);
  const missed = expected.filter((id) => !seen.has(id));
  assert.equal(
    missed.length,
    0,
    `${missed.length} of ${expected.length} records were missed: ${some(missed)}`,
  );
}

/** All outcomes are `written`, one for each id, in the order given. */
export function assertAllWritten(outcomes: readonly PushOutcome[], ids: readonly string[]): void {
  assert.deepEqual(
    outcomes.map(({ id }) => id),
    ids,
    'one outcome for each change, in the order given',
  );
  const others = outcomes.filter(({ status }) => status !== 'written');
  assert.deepEqual(others.slice(0, 3), [], `${others.length} changes were not written`);
}

/** The item at a place; the check cannot go on without it. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items.at(index);
  assert.ok(item !== undefined, `there is an item at ${index} of ${items.length}`);
  return item;
}

function some(ids: readonly string[]): string {
  return ids.slice(0, 5).join(', ');
}
