import type { EmailInspector } from '../lead/emailQuality.ts';
import type { Instant, Lead } from '../lead/lead.ts';
import type { ActivityBook } from './activityBook.ts';
import type { ActivityTally } from './activityTally.ts';
import { compileConditionRule, compileFitRule, type FieldRule } from './fieldRules.ts';
import type { ScoringModel } from './model.ts';
import type { Contribution, Evidence } from './score.ts';

/** One rule of a model as the scorer runs it. The activities are tallied before. */
export interface ScoreEntry {
  readonly rule: string;
  readonly group: Contribution['group'];
  readonly side: 'fit' | 'engagement';
  /** Hundredths before the caps; `NaN` where a field that the rule needs is unknown. */
  readonly raw: (lead: Lead, asOf: Instant) => number;
  /** Hundredths after the rule's own cap. */
  readonly capped: (raw: number) => number;
  readonly evidence: (lead: Lead, asOf: Instant) => Evidence;
  readonly unknownFields: (lead: Lead, asOf: Instant) => readonly string[];
}

/** A model's rules in order: fit, engagement, negatives. `book` holds the tallies of the last two. Throws `ModelInvalid`. */
export function compileEntries(
  model: ScoringModel,
  book: ActivityBook,
  inspect: EmailInspector,
): readonly ScoreEntry[] {
  const tallies = new Map(book.tallies.map((tally) => [tally.id, tally]));
  const ofTally = (id: string, group: ScoreEntry['group']) =>
    tallyEntry(tallies.get(id) as ActivityTally, group);
  return [
    ...model.fit.map((rule) => fieldEntry(compileFitRule(rule, inspect), 'fit', 'fit')),
    ...model.engagement.map((rule) => ofTally(rule.id, 'engagement')),
    ...model.negatives.map((rule) =>
      'when' in rule
        ? fieldEntry(compileConditionRule(rule, inspect), 'negative', rule.side)
        : ofTally(rule.id, 'negative'),
    ),
  ];
}

function fieldEntry(rule: FieldRule, group: ScoreEntry['group'], side: ScoreEntry['side']): ScoreEntry {
  const { id, points, evidence, unknownFields } = rule;
  return { rule: id, group, side, raw: points, capped: asItIs, evidence, unknownFields };
}

function tallyEntry(tally: ActivityTally, group: ScoreEntry['group']): ScoreEntry {
  return {
    rule: tally.id,
    group,
    side: 'engagement',
    raw: () => tally.raw,
    capped: (raw) => tally.capped(raw),
    evidence: () => ({ at: tally.latest, count: tally.counted }),
    unknownFields: none,
  };
}

const asItIs = (raw: number): number => raw;
const none = (): readonly string[] => [];
