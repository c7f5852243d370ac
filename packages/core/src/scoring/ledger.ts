import type { Instant, Lead } from '../lead/lead.ts';
import { type Cut, capPositive } from './caps.ts';
import { hundredths } from './fieldRules.ts';
import type { ScoringModel } from './model.ts';
import type { Contribution } from './score.ts';
import type { ScoreEntry } from './scoreEntry.ts';

/** The points of one lead at a time, rule by rule: scratch space, so that scoring allocates nothing but its result. */
export class Ledger {
  readonly #entries: readonly ScoreEntry[];
  readonly #raw: Float64Array;
  readonly #points: Float64Array;
  readonly #sideCuts: readonly Cut[];
  readonly #totalCut: Cut | undefined;
  fit = 0;
  engagement = 0;
  /** The two sides before the cap on the total, so that a full side is not graded down by the other. */
  readonly graded = { fit: 0, engagement: 0 };
  wasCut = false;

  constructor(entries: readonly ScoreEntry[], model: ScoringModel) {
    this.#entries = entries;
    this.#raw = new Float64Array(entries.length);
    this.#points = new Float64Array(entries.length);
    const fit = model.fit.length;
    const positive = fit + model.engagement.length;
    this.#sideCuts = [...cut(0, fit, model.caps.fit), ...cut(fit, positive, model.caps.engagement)];
    [this.#totalCut] = cut(0, positive, model.caps.total);
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
    this.#cap();
  }

  #cap(): void {
    this.wasCut = false;
    for (const each of this.#sideCuts) if (capPositive(this.#points, each)) this.wasCut = true;
    this.graded.fit = 0;
    this.graded.engagement = 0;
    for (let n = 0; n < this.#points.length; n += 1) {
      this.graded[(this.#entries[n] as ScoreEntry).side] += this.#points[n] as number;
    }
    if (this.#totalCut !== undefined && capPositive(this.#points, this.#totalCut)) this.wasCut = true;
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

function cut(from: number, to: number, cap: number | undefined): readonly Cut[] {
  return cap === undefined ? [] : [{ from, to, cap: hundredths(cap) }];
}

function addNew(fields: readonly string[], missing: string[]): void {
  for (const field of fields) if (!missing.includes(field)) missing.push(field);
}
