import assert from 'node:assert/strict';
import type { CrmRecord, PastRequest, PullRequest } from '@tamis/adapter';
import { type Chapter, firstMissing, type Offered } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import type { PastFacts, Person } from '../world.ts';

/** What a record was before anybody looked. */
export const pastValues: Chapter = {
  name: 'past values',
  checks: [
    {
      name: 'come along with a full walk, newest first, each with the time at which it was set',
      needs,
      run: readsThePast,
    },
    {
      name: 'are not asked for where a record still stands where everybody begins, and cost nothing then',
      needs,
      run: leavesBeginnersAlone,
    },
    { name: 'are counted beside the pages of the walk', needs, run: countsThemApart },
    { name: 'do not come along with the changes', needs, run: changesComeWithout },
  ],
};

function needs({ capabilities, world }: Offered): string | null {
  const { past } = world.facts;
  return firstMissing(
    !capabilities.objects.some((object) => object.past === true) &&
      'this adapter declares that no object keeps its past',
    (past === undefined || world.person.past === undefined) && 'nobody can give records of this world a past',
  );
}

/** The clocks of CRMs show whole seconds; a value is set within moments. */
const TOLERANCE_MS = 3000;
const MINUTE_MS = 60_000;

interface Keeping extends PastFacts {
  readonly hands: NonNullable<Person['past']>;
}

function keeping({ world }: Trial): Keeping {
  const { past } = world.facts;
  const hands = world.person.past;
  assert.ok(past !== undefined && hands !== undefined, 'the world keeps the past of something');
  return { ...past, hands };
}

function asking({ object, field, values: [begins] }: PastFacts): Partial<PullRequest> {
  const past: PastRequest = { fields: [field], unless: [begins] };
  return { object, fields: [], past };
}

/** A record that went through both values, a minute between; when each was set, newest first. */
async function withPast(trial: Trial): Promise<{ readonly id: string; readonly setAt: readonly number[] }> {
  const { hands, values } = keeping(trial);
  const { clock } = trial.world;
  const id = await hands.create();
  const setAt: number[] = [];
  for (const value of values.slice(1)) {
    await clock.advance(MINUTE_MS);
    await hands.set(id, value);
    setAt.unshift(clock.now());
  }
  await trial.untilShown();
  return { id, setAt };
}

function pastOf(records: readonly CrmRecord[], id: string, { field }: PastFacts) {
  const record = records.find((each) => each.id === id);
  assert.ok(record !== undefined, 'the record is in the walk');
  return record.history?.[field];
}

async function readsThePast(trial: Trial): Promise<void> {
  const facts = keeping(trial);
  const { id, setAt } = await withPast(trial);
  const { records } = await trial.pullAll(trial.open(), asking(facts));
  const past = pastOf(records, id, facts) ?? [];
  const [, next, last] = facts.values;
  assert.deepEqual(
    past.slice(0, 2).map(({ value }) => value),
    [last, next],
  );
  for (const [index, at] of setAt.entries()) {
    const told = past[index]?.at ?? 0;
    assert.ok(Math.abs(told - at) <= TOLERANCE_MS, `set at ${at}, told ${told}`);
  }
}

async function leavesBeginnersAlone(trial: Trial): Promise<void> {
  const facts = keeping(trial);
  const ids = [await facts.hands.create(), await facts.hands.create()];
  await trial.untilShown();
  const { past: _, ...plain } = { ...asking(facts), fields: [facts.field] };
  const without = await requestsOf(trial, plain);
  const along = await requestsOf(trial, asking(facts));
  assert.equal(along.requests, without.requests, 'no request more than the same walk without');
  for (const id of ids) assert.equal(pastOf(along.records, id, facts), undefined);
}

async function requestsOf(trial: Trial, request: Partial<PullRequest>) {
  await trial.world.resetGauges();
  const { records } = await trial.pullAll(trial.open(), request);
  const { requests } = await trial.world.gauges();
  return { records, requests };
}

async function countsThemApart(trial: Trial): Promise<void> {
  const facts = keeping(trial);
  await withPast(trial);
  const counted = async (request: Partial<PullRequest>) => {
    const adapter = trial.open();
    await trial.pullAll(adapter, request);
    return adapter.counts();
  };
  const { past: _, ...plain } = { ...asking(facts), fields: [facts.field] };
  const without = await counted(plain);
  const along = await counted(asking(facts));
  assert.equal(along.calls, without.calls, 'the walk itself costs what it did');
  assert.ok(along.activityCalls > without.activityCalls, 'past values count as activity calls');
}

async function changesComeWithout(trial: Trial): Promise<void> {
  const facts = keeping(trial);
  const id = await facts.hands.create();
  await trial.untilShown();
  const adapter = trial.open();
  const { cursor } = await trial.pullAll(adapter, asking(facts));
  await facts.hands.set(id, facts.values[1]);
  await trial.untilShown();
  const { records } = await trial.pullAll(adapter, { ...asking(facts), cursor });
  assert.equal(pastOf(records, id, facts), undefined, 'whoever stores the records has their history by now');
}
