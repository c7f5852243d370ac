import type { EmailInspector } from '../lead/emailQuality.ts';
import type { Instant, Lead } from '../lead/lead.ts';
import type { ActivityBook } from './activityBook.ts';
import { DAY } from './compileCondition.ts';
import { conditionEdges, type EdgeFinder } from './conditionEdges.ts';
import type { ScoringModel } from './model.ts';
import type { LeadScore } from './score.ts';
import { type Scorer, startOfDay } from './scorer.ts';

type Differs = (score: LeadScore) => boolean;

/** Compiles the search behind `CompiledModel.nextDayWhere`: the score changes at edges only, and between them at UTC day starts. */
export function nextChange(
  model: ScoringModel,
  scorer: Scorer,
  inspect: EmailInspector,
): (lead: Lead, asOf: Instant, differs: Differs) => Instant | null {
  const finders = edgeFinders(model, inspect);
  return (lead, asOf, differs) => {
    const course = courseOf(lead, scorer.book, finders);
    const judge = (at: Instant): Judged => {
      const score = scorer.score(lead, at);
      const cut = scorer.lastWasCut();
      return { differs: differs(score), cut };
    };
    let from = asOf;
    for (const edge of [...course.edges].filter((at) => at > asOf).sort((a, b) => a - b)) {
      const found = dayBetween({ from, to: Math.min(edge, course.faded) }, course.fadesUpwards, judge);
      if (found !== null) return found;
      if (judge(edge).differs) return edge;
      from = edge;
    }
    return dayBetween({ from, to: course.faded }, course.fadesUpwards, judge);
  };
}

function edgeFinders(model: ScoringModel, inspect: EmailInspector): readonly EdgeFinder[] {
  const conditions = [...model.fit, ...model.negatives, ...model.gates].flatMap((rule) =>
    'when' in rule ? [rule.when] : [],
  );
  return conditions.map((condition) => conditionEdges(condition, { inspect }));
}

interface Judged {
  readonly differs: boolean;
  readonly cut: boolean;
}

/** What time alone will do to one lead's score. */
interface Course {
  /** Instants at which a window ends, an activity sets in or a field reaches an age. */
  readonly edges: Set<Instant>;
  /** From here on nothing fades any more: all that did is rounded to nothing. */
  faded: Instant;
  /** A negative rule fades, so that the score may also rise from day to day. */
  fadesUpwards: boolean;
}

function courseOf(lead: Lead, book: ActivityBook, finders: readonly EdgeFinder[]): Course {
  const course: Course = { edges: new Set(), faded: Number.NEGATIVE_INFINITY, fadesUpwards: false };
  for (const find of finders) find(lead, course.edges);
  const copies = lead.activities.reduce((sum, activity) => sum + (activity.count ?? 1), 0);
  for (const { tally, activity } of book.matching(lead)) {
    course.edges.add(activity.at);
    if (tally.windowMs !== Number.POSITIVE_INFINITY)
      course.edges.add(Math.ceil(activity.at + tally.windowMs));
    if (tally.halfLifeMs === Number.POSITIVE_INFINITY) continue;
    if (tally.worth < 0) course.fadesUpwards = true;
    course.faded = Math.max(
      course.faded,
      fadedAt(activity.at, tally.halfLifeMs, copies * Math.abs(tally.worth)),
    );
  }
  return course;
}

/** When `size` hundredths given at `at` have faded below one half; a day later at the latest the score no longer changes. */
function fadedAt(at: Instant, halfLifeMs: number, size: number): Instant {
  return startOfDay(at + halfLifeMs * Math.log2(2 * size)) + 2 * DAY;
}

/**
 * The first day start strictly between two instants at which the score differs. A cut by a side's or the total cap lets one rule
 * rise while another fades, so those days are tried one by one; the rest by bisection.
 */
function dayBetween(
  span: { readonly from: Instant; readonly to: Instant },
  fadesUpwards: boolean,
  judge: (at: Instant) => Judged,
): Instant | null {
  const last = Math.ceil(span.to / DAY) - 1;
  for (let day = startOfDay(span.from) / DAY + 1; day <= last; day += 1) {
    const { differs, cut } = judge(day * DAY);
    if (differs) return day * DAY;
    if (!(cut || fadesUpwards)) return bisect(day + 1, last, (at) => judge(at).differs);
  }
  return null;
}

function bisect(first: number, last: number, holds: (at: Instant) => boolean): Instant | null {
  if (first > last || !holds(last * DAY)) return null;
  let low = first;
  let high = last;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle * DAY)) high = middle;
    else low = middle + 1;
  }
  return low * DAY;
}
