import { type EmailInspector, emailInspector, type ModelData } from '../lead/emailQuality.ts';
import type { Instant, Lead } from '../lead/lead.ts';
import { compileQualification, type Qualifier } from '../qualification/qualify.ts';
import type { Situation } from '../qualification/situation.ts';
import type { Verdict } from '../qualification/verdict.ts';
import type { ScoringModel } from './model.ts';
import { nextChange } from './nextChange.ts';
import type { LeadScore } from './score.ts';
import { compileScorer, mayTrack } from './scorer.ts';

/** A model ready to score leads. Pure: the same lead and instant give the same answer on any machine. */
export interface CompiledModel {
  readonly model: ScoringModel;
  /** Judges e-mail addresses by the model's data; compiled conditions on `email.*` fields need it. */
  readonly inspect: EmailInspector;
  /**
   * Scores a lead as of an instant. Decay counts from the start of that UTC day (a later activity has its full weight), windows
   * from the instant itself; activities after it are not looked at.
   */
  score(lead: Lead, asOf: Instant): LeadScore;
  /**
   * The first instant after `asOf` at which `differs` holds for the score then, if nothing but time changes; `null` for never.
   * It is a UTC day start, the end of a rule's window, the instant of an activity still to come, or that at which a field becomes
   * older than a rule says. `differs` compares with the score at `asOf`, for which it is false, and stays true while contributions go
   * on fading: the total has left a band, the grade is another, a rule no longer gives a whole point.
   */
  nextDayWhere(lead: Lead, asOf: Instant, differs: (score: LeadScore) => boolean): Instant | null;
  /** Decides about a lead that was scored as of the same instant, under the model's qualification policy. */
  readonly qualify: Qualifier;
}

/**
 * Compiles a model once for any number of leads. Throws `ModelInvalid` with the rule's id for a field that no lead has, an operator
 * that does not fit its field, or a pattern that is not RE2.
 */
export function compile(model: ScoringModel, data: ModelData): CompiledModel {
  const inspect = emailInspector(data);
  const scorer = compileScorer(model, inspect);
  const foresight = { score: scorer.score, nextDayWhere: nextChange(model, scorer, inspect) };
  return {
    model,
    inspect,
    ...foresight,
    qualify: compileQualification(model.qualification, foresight, {
      inspect,
      mayTrack: (lead) => mayTrack(lead, model.tracking),
    }),
  };
}

/** Scores one lead under a compiled model; see {@link CompiledModel.score}. */
export function score(lead: Lead, compiled: CompiledModel, asOf: Instant): LeadScore {
  return compiled.score(lead, asOf);
}

/** Qualifies one scored lead under a compiled model; see {@link CompiledModel.qualify}. */
export function qualify(situation: Situation, compiled: CompiledModel): Verdict {
  return compiled.qualify(situation.lead, situation.score, situation.standing, situation.asOf);
}
