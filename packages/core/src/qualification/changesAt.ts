import type { Instant, Lead } from '../lead/lead.ts';
import type { LeadScore } from '../scoring/score.ts';
import { type Decision, decide } from './decide.ts';
import { exitEndsAt } from './exit.ts';
import type { Parts } from './parts.ts';
import { sameList, sameRules } from './scoreView.ts';
import type { Situation } from './situation.ts';

/** Foresees a lead's score: the compiled model. */
export interface ScoreForesight {
  score(lead: Lead, asOf: Instant): LeadScore;
  /** First instant after `asOf` at which the score, with no new data, `differs`; `null` for never. */
  nextDayWhere(lead: Lead, asOf: Instant, differs: (score: LeadScore) => boolean): Instant | null;
}

/** A decision just made, and what it was made from. */
export interface Foreseen {
  readonly situation: Situation;
  readonly decision: Decision;
}

/**
 * The next instant at which the verdict would change by time alone; `null` for never. Instants at which the score looks different come
 * from the scorer; between them the decision turns only at an edge of a window, a dwell or a person's decision. Each such instant
 * is tried with the decision itself, so that one that changes nothing is passed over.
 */
export function nextChange(parts: Parts, foresight: ScoreForesight, now: Foreseen): Instant | null {
  const { lead } = now.situation;
  const { standing } = now.decision;
  const turns = (score: LeadScore, asOf: Instant) => {
    const situation = { lead, score, standing, asOf };
    return !readsSame(now, { situation, decision: decide(parts, situation) });
  };
  const edges = edgesAfter(parts, now);
  let { score, asOf } = now.situation;
  for (;;) {
    const next = nextLook(parts, foresight, { lead, score, asOf });
    const until = next?.asOf ?? Number.POSITIVE_INFINITY;
    const [from, present] = [asOf, score];
    const edge = edges.find((at) => at > from && at < until && turns(present, at));
    if (edge !== undefined) return edge;
    if (next === null || turns(next.score, next.asOf)) return next?.asOf ?? null;
    ({ score, asOf } = next);
  }
}

type Scored = Pick<Situation, 'lead' | 'score' | 'asOf'>;

/** The next instant at which the score looks different to a decision, with that score. */
function nextLook(parts: Parts, foresight: ScoreForesight, { lead, score, asOf }: Scored): Scored | null {
  const at = foresight.nextDayWhere(lead, asOf, (then) => !parts.looksSame(then, score));
  return at === null ? null : { lead, score: foresight.score(lead, at), asOf: at };
}

/** Nothing that is written or remembered differs. */
function readsSame(one: Foreseen, other: Foreseen): boolean {
  return (
    one.situation.score.grade === other.situation.score.grade &&
    one.decision.stage === other.decision.stage &&
    one.decision.nextAction === other.decision.nextAction &&
    one.decision.hot === other.decision.hot &&
    one.decision.handOver.allowed === other.decision.handOver.allowed &&
    sameRules(one.situation.score, other.situation.score) &&
    sameList(told(one.decision), told(other.decision)) &&
    sameStanding(one.decision, other.decision)
  );
}

/** What the explanation names of a decision. */
function told({ stage, reasons, handOver, frameworks }: Decision): readonly string[] {
  return [
    ...handOver.blockedBy,
    ...reasons.flatMap((reason) => (reason.stage === stage ? [reason.code, ...reason.refs] : [])),
    ...frameworks.flatMap(({ criteria }) => criteria.map((criterion) => criterion.state)),
  ];
}

function sameStanding({ standing: one }: Decision, { standing: other }: Decision): boolean {
  return (
    (one.exitSince === null) === (other.exitSince === null) &&
    (one.manual === null) === (other.manual === null) &&
    one.answeredAt === other.answeredAt
  );
}

function edgesAfter(parts: Parts, { situation, decision }: Foreseen): readonly Instant[] {
  const { lead, asOf } = situation;
  const clocks = [decision.standing.manual?.until ?? null, exitEndsAt(parts.policy, decision.standing)];
  const edges = new Set<Instant>(clocks.filter((at) => at !== null));
  parts.edges(lead, edges);
  return [...edges].filter((at) => at > asOf).sort((left, right) => left - right);
}
