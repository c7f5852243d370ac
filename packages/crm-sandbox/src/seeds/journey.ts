import type { RandomStream } from '../random.ts';
import { type Archetype, HABITS, type Habits } from './archetype.ts';

export const DAY = 86_400_000;

/** Something that happened, with what it was: a path seen, a form sent, a stage reached. */
export interface Dated {
  readonly at: number;
  readonly what: string;
}

export interface Meeting {
  readonly at: number;
  readonly bookedAt: number;
  readonly outcome: 'COMPLETED' | 'NO_SHOW' | 'SCHEDULED' | 'CANCELED';
}

export interface SeedDeal {
  readonly status: 'open' | 'won' | 'lost';
  readonly amount: number;
  readonly openedAt: number;
  readonly closesAt: number;
}

/** A lead's year: each list in order of time. */
export interface Journey {
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly visits: readonly Dated[];
  readonly forms: readonly Dated[];
  readonly stages: readonly Dated[];
  readonly mails: {
    readonly delivered: number;
    readonly opens: number;
    readonly clicks: number;
    readonly lastAt: number;
  };
  readonly bounced: boolean;
  readonly optedOut: boolean;
  readonly meetings: readonly Meeting[];
  readonly deal: SeedDeal | null;
  readonly trialStartedAt: number | null;
  readonly planLimitReachedAt: number | null;
}

/** Draws what a lead did between `from` and `now`. */
export function drawJourney(
  random: RandomStream,
  archetype: Archetype,
  span: { readonly from: number; readonly now: number },
): Journey {
  const habits = HABITS[archetype];
  const lastSeen = Math.max(
    span.from,
    span.now - random.between(...habits.quietDays) * DAY - random.between(1, DAY),
  );
  const during = (count: number) => times(random, count, { from: span.from, to: lastSeen });
  const visits = during(random.between(...habits.visits)).map((at) => ({
    at,
    what: random.pick(habits.paths),
  }));
  const clicks = random.between(...habits.clicks);
  const opens = Math.max(clicks, random.between(...habits.opens));
  const trial = archetype === 'trial' ? during(2) : [];
  return {
    firstSeen: span.from,
    lastSeen,
    visits,
    forms: drawForms(random, habits, during),
    stages: drawStages(habits, during),
    mails: { delivered: opens + random.between(0, 8), opens, clicks, lastAt: during(1)[0] ?? lastSeen },
    bounced: archetype === 'junk' ? random.chance(0.5) : random.chance(0.02),
    optedOut: random.chance(archetype === 'dormant' ? 0.08 : 0.03),
    meetings: drawMeetings(random, archetype, { lastSeen, now: span.now }),
    deal: drawDeal(random, archetype, { from: span.from, lastSeen, now: span.now }),
    trialStartedAt: trial[0] ?? null,
    planLimitReachedAt: trial[1] ?? null,
  };
}

/** Some of the forms, in their order; the last one belongs to the end of the way. */
function drawForms(random: RandomStream, habits: Habits, during: (count: number) => number[]): Dated[] {
  const last = habits.forms.at(-1);
  const sent = habits.forms.filter((form) => form === last || random.chance(0.7));
  return during(sent.length).map((at, index) => ({ at, what: sent[index] ?? '' }));
}

function drawStages(habits: Habits, during: (count: number) => number[]): Dated[] {
  return during(habits.stages.length).map((at, index) => ({
    at,
    what: habits.stages[index] ?? habits.stages[0],
  }));
}

const OUTCOMES = [
  ['COMPLETED', 55],
  ['NO_SHOW', 18],
  ['SCHEDULED', 20],
  ['CANCELED', 7],
] as const;

const MEETING_CHANCE: Readonly<Partial<Record<Archetype, number>>> = {
  demo: 0.8,
  opportunity: 0.95,
  customer: 0.9,
  lost: 0.8,
  evaluator: 0.15,
};

function drawMeetings(
  random: RandomStream,
  archetype: Archetype,
  span: { lastSeen: number; now: number },
): Meeting[] {
  if (!random.chance(MEETING_CHANCE[archetype] ?? 0)) return [];
  const outcome = random.weighted(OUTCOMES);
  const bookedAt = span.lastSeen;
  const at =
    outcome === 'SCHEDULED' ? span.now + random.between(1, 12) * DAY : bookedAt + random.between(1, 6) * DAY;
  return [{ bookedAt, outcome: at > span.now ? 'SCHEDULED' : outcome, at }];
}

const DEAL_STATUS: Readonly<Partial<Record<Archetype, SeedDeal['status']>>> = {
  opportunity: 'open',
  customer: 'won',
  lost: 'lost',
};

function drawDeal(
  random: RandomStream,
  archetype: Archetype,
  span: { from: number; lastSeen: number; now: number },
): SeedDeal | null {
  const status = DEAL_STATUS[archetype];
  if (status === undefined) return null;
  const openedAt = times(random, 1, { from: span.from, to: span.lastSeen })[0] ?? span.lastSeen;
  const closesAt =
    status === 'open' ? span.now + random.between(10, 90) * DAY : Math.min(span.now, openedAt + 30 * DAY);
  return { status, amount: random.between(8, 400) * 100, openedAt, closesAt };
}

/** `count` instants in order, the last of them near the end of the span. */
function times(random: RandomStream, count: number, span: { from: number; to: number }): number[] {
  const length = span.to - span.from;
  const drawn = Array.from({ length: count }, (_, index) =>
    Math.round(span.from + length * (index === count - 1 ? 1 - random.next() ** 3 * 0.2 : random.next())),
  );
  return drawn.sort((a, b) => a - b);
}
