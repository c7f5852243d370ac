import type { EmailInspector } from '../lead/emailQuality.ts';
import type { Instant, Lead } from '../lead/lead.ts';
import { ActivityBook } from './activityBook.ts';
import { DAY } from './compileCondition.ts';
import { compileGates, OBJECTION } from './gates.ts';
import { compileGrades } from './grade.ts';
import { Ledger } from './ledger.ts';
import type { ScoringModel } from './model.ts';
import type { LeadScore } from './score.ts';
import { compileEntries } from './scoreEntry.ts';

/** A model's rules ready to run. */
export interface Scorer {
  readonly score: (lead: Lead, asOf: Instant) => LeadScore;
  /** Whether the cap of a side or of the total took points off at the last scoring. */
  readonly lastWasCut: () => boolean;
  /** The activity rules, positive ones first. */
  readonly book: ActivityBook;
}

/** Start of the UTC day of an instant. */
export function startOfDay(at: Instant): Instant {
  return Math.floor(at / DAY) * DAY;
}

/** Compiles the rules of a model into one function. Throws `ModelInvalid`. */
export function compileScorer(model: ScoringModel, inspect: EmailInspector): Scorer {
  const book = new ActivityBook([
    ...model.engagement,
    ...model.negatives.filter((rule) => 'activities' in rule),
  ]);
  const ledger = new Ledger(compileEntries(model, book, inspect), model);
  const gates = compileGates(model.gates, inspect);
  const grade = compileGrades(model);
  const identity = { id: model.id, version: model.version };

  const score = (lead: Lead, asOf: Instant): LeadScore => {
    const dayStart = startOfDay(asOf);
    if (lead.permission.objected === true) {
      return {
        model: identity,
        asOf: dayStart,
        total: 0,
        fit: 0,
        engagement: 0,
        grade: grade(0, 0),
        contributions: [],
        missing: [],
        gates: [OBJECTION],
      };
    }
    book.count(lead, asOf, { dayStart, tracked: mayTrack(lead, model.tracking) });
    const missing: string[] = [];
    ledger.write(lead, asOf, missing);
    const contributions = ledger.contributions(lead, asOf);
    const { fit, engagement, graded } = ledger;
    return {
      model: identity,
      asOf: dayStart,
      total: fit + engagement,
      fit,
      engagement,
      grade: grade(graded.fit, graded.engagement),
      contributions,
      missing,
      gates: gates(lead, asOf),
    };
  };
  return { score, lastWasCut: () => ledger.wasCut, book };
}

/** Whether opens and page views of a lead may be counted. */
export function mayTrack(lead: Lead, tracking: ScoringModel['tracking']): boolean {
  const { tracking: answer } = lead.permission;
  return answer === undefined ? tracking === 'unless-refused' : answer;
}
