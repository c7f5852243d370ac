import type { EmailInspector } from '../lead/emailQuality.ts';
import type { Instant, Lead } from '../lead/lead.ts';
import { ActivityBook } from './activityBook.ts';
import { type Cut, capPositive } from './caps.ts';
import { DAY } from './compileCondition.ts';
import { hundredths } from './fieldRules.ts';
import { compileGates, OBJECTION } from './gates.ts';
import { compileGrades } from './grade.ts';
import type { ScoringModel } from './model.ts';
import type { Contribution, LeadScore } from './score.ts';
import { compileEntries, type ScoreEntry } from './scoreEntry.ts';

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
    const { fit, engagement } = ledger;
    return {
      model: identity,
      asOf: dayStart,
      total: fit + engagement,
      fit,
      engagement,
      grade: grade(fit, engagement),
      contributions,
      missing,
      gates: gates(lead, asOf),
    };
  };
  return { score, lastWasCut: () => ledger.wasCut, book };
}

function mayTrack(lead: Lead, tracking: ScoringModel['tracking']): boolean {
  const { tracking: answer } = lead.permission;
  return answer === undefined ? tracking === 'unless-refused' : answer;
}

/** The points of one lead at a time, rule by rule: scratch space, so that scoring allocates nothing but its result. */
class Ledger {
  readonly #entries: readonly ScoreEntry[];
  readonly #raw: Float64Array;
  readonly #points: Float64Array;
  readonly #cuts: readonly Cut[];
  fit = 0;
  engagement = 0;
  wasCut = false;

  constructor(entries: readonly ScoreEntry[], model: ScoringModel) {
    this.#entries = entries;
    this.#raw = new Float64Array(entries.length);
    this.#points = new Float64Array(entries.length);
    this.#cuts = cutsOf(model);
  }

  /** Judges every rule, then caps. Fit fields that could not be told are added to `missing`. */
  write(lead: Lead, asOf: Instant, missing: string[]): void {
    const entries = this.#entries;
    for (let n = 0; n < entries.length; n += 1) {
      const entry = entries[n] as ScoreEntry;
      let raw = entry.raw(lead, asOf);
      if (Number.isNaN(raw)) {
        raw = 0;
        if (entry.group === 'fit') addNew(entry.unknownFields(lead, asOf), missing);
      }
      this.#raw[n] = raw;
      this.#points[n] = entry.capped(raw);
    }
    this.wasCut = false;
    for (const cut of this.#cuts) if (capPositive(this.#points, cut)) this.wasCut = true;
  }

  /** The rules that gave points, in the model's order; sums up the two sides on the way. */
  contributions(lead: Lead, asOf: Instant): readonly Contribution[] {
    const found: Contribution[] = [];
    this.fit = 0;
    this.engagement = 0;
    for (let n = 0; n < this.#entries.length; n += 1) {
      const points = this.#points[n] as number;
      if (points === 0) continue;
      const { rule, group, side, evidence } = this.#entries[n] as ScoreEntry;
      if (side === 'fit') this.fit += points;
      else this.engagement += points;
      found.push({ rule, group, raw: this.#raw[n] as number, points, evidence: evidence(lead, asOf) });
    }
    return found;
  }
}

function cutsOf(model: ScoringModel): readonly Cut[] {
  const fit = model.fit.length;
  const positive = fit + model.engagement.length;
  const cuts = [
    { from: 0, to: fit, cap: model.caps.fit },
    { from: fit, to: positive, cap: model.caps.engagement },
    { from: 0, to: positive, cap: model.caps.total },
  ];
  return cuts.flatMap(({ cap, ...range }) => (cap === undefined ? [] : [{ ...range, cap: hundredths(cap) }]));
}

function addNew(fields: readonly string[], missing: string[]): void {
  for (const field of fields) if (!missing.includes(field)) missing.push(field);
}
