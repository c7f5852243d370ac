import type { Instant, Lead } from '../lead/lead.ts';
import type { LeadScore } from '../scoring/score.ts';
import { type Decision, decide } from './decide.ts';
import { isBelowExit } from './entry.ts';
import { exitEndsAt } from './exit.ts';
import { noteworthy } from './noteworthy.ts';
import type { Parts } from './parts.ts';
import { HUNDREDTHS, type Situation } from './situation.ts';

/** Foresees a lead's score: the compiled model. */
export interface ScoreForesight {
  score(lead: Lead, asOf: Instant): LeadScore;
  /** First instant after `asOf` at which the score, with no new data, `differs`; `null` for never. */
  nextDayWhere(lead: Lead, asOf: Instant, differs: (score: LeadScore) => boolean): Instant | null;
}

/**
 * The next instant at which the verdict would change by time alone; `null` for never. Instants at which the score tells something new
 * come from the scorer; between them the decision turns only at an edge of a window, a dwell or a person's decision. Each such instant is tried with the decision itself, so that one that changes nothing is passed over.
 */
export function nextChange(parts: Parts, foresight: ScoreForesight, now: Foreseen): Instant | null {
  const { lead } = now.situation;
  const { standing } = now.decision;
  const unchanged = written(now.decision, now.situation.score);
  const turns = (score: LeadScore, asOf: Instant) =>
    written(decide(parts, { lead, score, standing, asOf }), score) !== unchanged;
  const edges = edgesAfter(parts, now);
  let { score, asOf } = now.situation;
  for (;;) {
    const next = nextScore(parts, foresight, { lead, score, asOf });
    const until = next?.asOf ?? Number.POSITIVE_INFINITY;
    const [from, present] = [asOf, score];
    const edge = edges.find((at) => at > from && at < until && turns(present, at));
    if (edge !== undefined) return edge;
    if (next === null || turns(next.score, next.asOf)) return next?.asOf ?? null;
    ({ score, asOf } = next);
  }
}

/** A decision just made, and what it was made from. */
export interface Foreseen {
  readonly situation: Situation;
  readonly decision: Decision;
}

type Scored = Pick<Situation, 'lead' | 'score' | 'asOf'>;

/** The next instant whose score tells the decision something else, with that score. */
function nextScore(parts: Parts, foresight: ScoreForesight, from: Scored): Scored | null {
  const told = tells(parts, from.score);
  const { lead } = from;
  const asOf = foresight.nextDayWhere(lead, from.asOf, (score) => tells(parts, score) !== told);
  return asOf === null ? null : { lead, score: foresight.score(lead, asOf), asOf };
}

/** Everything in a score that a decision or its explanation looks at. */
function tells({ policy }: Parts, score: LeadScore): string {
  const bands = [policy.mql.score, policy.sql.score].map((threshold) => [
    score.total >= Math.round(threshold.enter * HUNDREDTHS),
    isBelowExit(threshold, score),
  ]);
  return JSON.stringify([
    score.grade,
    bands,
    score.gates.map(({ gate, effect }) => [gate, effect]),
    noteworthy(score).map((contribution) => contribution.rule),
    score.missing,
  ]);
}

/** What is written or remembered of a decision: the same text means that nobody would see a difference. */
function written(decision: Decision, score: LeadScore): string {
  const { standing } = decision;
  return JSON.stringify([
    decision.stage,
    score.grade,
    decision.handOver,
    decision.hot,
    decision.nextAction,
    decision.missing,
    decision.reasons.map(({ code, stage, refs }) => [code, stage, refs]),
    decision.frameworks.map(({ criteria }) => criteria.map((criterion) => criterion.state)),
    noteworthy(score).map((contribution) => contribution.rule),
    [standing.exitSince !== null, standing.manual !== null, standing.answeredAt],
  ]);
}

function edgesAfter(parts: Parts, { situation, decision }: Foreseen): readonly Instant[] {
  const { lead, asOf } = situation;
  const clocks = [decision.standing.manual?.until ?? null, exitEndsAt(parts.policy, decision.standing)];
  const edges = new Set<Instant>(clocks.filter((at) => at !== null));
  parts.edges(lead, edges);
  return [...edges].filter((at) => at > asOf).sort((left, right) => left - right);
}
