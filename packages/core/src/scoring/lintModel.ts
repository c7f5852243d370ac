import type { Condition, FieldCondition } from './condition.ts';
import { hundredths } from './fieldRules.ts';
import { reachableFit } from './grade.ts';
import type { ActivityPoints, FitRule, ScoringModel } from './model.ts';
import { mostCounted, mostPoints } from './reach.ts';

/** Something in a valid model that its author probably did not mean. */
export interface ModelWarning {
  readonly code:
    | 'unreachable-rule'
    | 'contradictory-rules'
    | 'unreachable-threshold'
    | 'cheap-rule-reaches-threshold';
  /** Ids of the rules concerned; for a threshold its stage. */
  readonly refs: readonly string[];
  /** What is wrong and what to change, in English. */
  readonly message: string;
}

/** Looks for rules that never hold, rules that cancel each other, and thresholds that are out of reach or too easily reached. */
export function lintModel(model: ScoringModel): readonly ModelWarning[] {
  return [
    ...model.fit.flatMap(unreachableFit),
    ...activityRules(model).flatMap(unreachableActivity),
    ...contradictions(model),
    ...unreachableThresholds(model),
    ...model.engagement.flatMap((rule) => cheapRule(rule, model.qualification.sql.score.enter)),
  ];
}

function activityRules(model: ScoringModel): readonly ActivityPoints[] {
  return [...model.engagement, ...model.negatives.filter((rule) => 'activities' in rule)];
}

function unreachableFit(rule: FitRule): readonly ModelWarning[] {
  if ('bands' in rule) return shadowedBands(rule);
  if (!neverHolds(rule.when)) return [];
  return [unreachable(rule.id, 'asks one field for two different values at once; use "in" or "any"')];
}

function shadowedBands(rule: Extract<FitRule, { bands: unknown }>): readonly ModelWarning[] {
  return rule.bands.flatMap(({ min = -Infinity, max = Infinity }, index) => {
    const earlier = rule.bands.slice(0, index);
    const shadowed = earlier.some((one) => (one.min ?? -Infinity) <= min && (one.max ?? Infinity) >= max);
    if (min > max)
      return [unreachable(rule.id, `has a band from ${min} to ${max}, which is empty; swap its ends`)];
    return shadowed
      ? [unreachable(rule.id, `has a band from ${min} to ${max} that an earlier band covers; put it first`)]
      : [];
  });
}

/** True when all conditions of an `all` must hold and two of them ask one field for values without a common one. */
function neverHolds(condition: Condition): boolean {
  if (!('all' in condition)) return false;
  const wanted = new Map<string, ReadonlySet<unknown>>();
  for (const part of condition.all) {
    const values = 'field' in part ? listedValues(part) : undefined;
    if (values === undefined || !('field' in part)) continue;
    const before = wanted.get(part.field);
    if (before !== undefined && ![...values].some((value) => before.has(value))) return true;
    wanted.set(part.field, values);
  }
  return condition.all.some(neverHolds);
}

function listedValues({ equals, in: list }: FieldCondition): ReadonlySet<unknown> | undefined {
  if (equals !== undefined) return new Set([String(equals).toLowerCase()]);
  return list === undefined ? undefined : new Set(list.map((value) => String(value).toLowerCase()));
}

function unreachableActivity(rule: ActivityPoints): readonly ModelWarning[] {
  const needed = rule.count ?? 1;
  if (mostCounted(rule) >= needed) return [];
  return [
    unreachable(
      rule.id,
      `needs ${needed} activities, and its window and limits let ${mostCounted(rule)} count; widen them`,
    ),
  ];
}

function unreachable(rule: string, why: string): ModelWarning {
  return { code: 'unreachable-rule', refs: [rule], message: `The rule "${rule}" ${why}.` };
}

function contradictions(model: ScoringModel): readonly ModelWarning[] {
  const positives = new Map([...model.fit, ...model.engagement].map((rule) => [subject(rule), rule.id]));
  return model.negatives.flatMap((rule) => {
    const other = positives.get(subject(rule));
    if (other === undefined) return [];
    const message = `The rules "${other}" and "${rule.id}" reward and punish the same thing; keep one of them.`;
    return [{ code: 'contradictory-rules', refs: [other, rule.id], message } as const];
  });
}

/** What a rule looks at, as text. */
function subject(rule: ScoringModel['fit' | 'engagement' | 'negatives'][number]): string {
  if ('activities' in rule) return JSON.stringify(rule.activities);
  return 'bands' in rule ? JSON.stringify([rule.field, rule.bands]) : JSON.stringify(rule.when);
}

function unreachableThresholds(model: ScoringModel): readonly ModelWarning[] {
  const { caps, qualification } = model;
  const engagement = model.engagement.reduce((sum, rule) => sum + mostPoints(rule) / 100, 0);
  const most = Math.min(
    reachableFit(model) + Math.min(engagement, caps.engagement ?? Infinity),
    caps.total ?? Infinity,
  );
  const thresholds = [
    ['mql', qualification.mql.score.enter],
    ['sql', qualification.sql.score.enter],
  ] as const;
  return thresholds.flatMap(([stage, enter]) => {
    if (most >= enter) return [];
    const message = `No lead can reach the ${stage} threshold of ${enter}: the rules and caps allow ${most} points. Lower it or raise the points.`;
    return [{ code: 'unreachable-threshold', refs: [stage], message } as const];
  });
}

/** One activity of a cheap rule is worth at most a tenth of the threshold. */
const CHEAP = 0.1;

function cheapRule(rule: ActivityPoints, enter: number): readonly ModelWarning[] {
  if (rule.points > enter * CHEAP || mostPoints(rule) < hundredths(enter)) return [];
  const message = `The rule "${rule.id}" reaches the hand-over threshold of ${enter} alone by repetition; give it a cap or a window.`;
  return [{ code: 'cheap-rule-reaches-threshold', refs: [rule.id], message }];
}
