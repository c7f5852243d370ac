import type { ScoringModel } from './model.ts';
import { ModelInvalid } from './modelInvalid.ts';

/** A number of a model that people agree on: points, a cap, a half-life, a threshold. */
export interface ModelNumber {
  /** Its place, stable over versions, for instance `engagement/pricing-page/points` or `qualification/sql/score/enter`. */
  readonly id: string;
  readonly group: 'fit' | 'engagement' | 'negative' | 'caps' | 'thresholds' | 'bands';
  /** The rule it belongs to; `null` for caps, thresholds and grades. */
  readonly rule: string | null;
  readonly unit: 'points' | 'days' | 'share';
  readonly value: number;
  /** What the model accepts, both included. */
  readonly min: number;
  readonly max: number;
}

type Section = Record<string, unknown>;

const MOST_POINTS = 1_000;
const MOST_DAYS = 3_650;
const LEAST = 0.01;

const UNITS: Readonly<Record<string, Pick<ModelNumber, 'unit' | 'min' | 'max'>>> = {
  points: { unit: 'points', min: 0, max: MOST_POINTS },
  cap: { unit: 'points', min: LEAST, max: MOST_POINTS },
  halfLifeDays: { unit: 'days', min: LEAST, max: MOST_DAYS },
  enter: { unit: 'points', min: LEAST, max: MOST_POINTS },
  exitMargin: { unit: 'points', min: 0, max: MOST_POINTS },
  dwellDays: { unit: 'days', min: 0, max: MOST_DAYS },
  share: { unit: 'share', min: 0, max: 100 },
};

const RULE_KEYS = ['points', 'cap', 'halfLifeDays'] as const;

/** Every such number of a model, in the model's order. */
export function modelNumbers(model: ScoringModel): readonly ModelNumber[] {
  return [
    ...model.fit.flatMap((rule) => ruleNumbers('fit', rule)),
    ...model.engagement.flatMap((rule) => ruleNumbers('engagement', rule)),
    ...model.negatives.flatMap((rule) => ruleNumbers('negatives', rule)),
    ...sectionNumbers('caps', model.caps, { group: 'caps', unit: 'cap' }),
    ...thresholdNumbers('mql', model.qualification.mql.score),
    ...thresholdNumbers('sql', model.qualification.sql.score),
    ...sectionNumbers('grades/fit', model.grades.fit, { group: 'bands', unit: 'share' }),
    ...sectionNumbers('grades/engagement', model.grades.engagement, { group: 'bands', unit: 'share' }),
  ];
}

/** The model with other numbers in their places. Throws {@link ModelInvalid} for a place that it does not have. */
export function withNumbers(
  model: ScoringModel,
  changes: readonly { readonly id: string; readonly value: number }[],
): ScoringModel {
  const known = new Set(modelNumbers(model).map(({ id }) => id));
  const unknown = changes.filter(({ id }) => !known.has(id));
  if (unknown.length > 0)
    throw new ModelInvalid(unknown.map(({ id }) => `There is no number "${id}" in this model.`));
  const changed = structuredClone(model);
  for (const { id, value } of changes) put(changed as unknown as Section, id.split('/'), value);
  return changed;
}

type RuleSection = 'fit' | 'engagement' | 'negatives';
type AnyRule = ScoringModel[RuleSection][number];

const GROUP: Readonly<Record<RuleSection, ModelNumber['group']>> = {
  fit: 'fit',
  engagement: 'engagement',
  negatives: 'negative',
};

function ruleNumbers(section: RuleSection, rule: AnyRule): readonly ModelNumber[] {
  const head = { group: GROUP[section], rule: rule.id };
  if ('bands' in rule)
    return rule.bands.map(({ points }, index) => ({
      ...head,
      ...bounds('points', section),
      id: `${section}/${rule.id}/bands/${index}/points`,
      value: points,
    }));
  const values = rule as Section;
  return RULE_KEYS.flatMap((key) => {
    const value = values[key];
    return typeof value === 'number'
      ? [{ ...head, ...bounds(key, section), id: `${section}/${rule.id}/${key}`, value }]
      : [];
  });
}

/** Points of negative rules are below zero, those of the others above. */
function bounds(key: string, section: RuleSection): Pick<ModelNumber, 'unit' | 'min' | 'max'> {
  const found = UNITS[key] ?? { unit: 'points', min: 0, max: MOST_POINTS };
  if (key !== 'points') return found;
  return section === 'negatives'
    ? { unit: 'points', min: -MOST_POINTS, max: -LEAST }
    : { ...found, min: LEAST };
}

function thresholdNumbers(
  stage: 'mql' | 'sql',
  threshold: Readonly<Record<string, number>>,
): readonly ModelNumber[] {
  return Object.entries(threshold).map(([key, value]) => ({
    id: `qualification/${stage}/score/${key}`,
    group: 'thresholds',
    rule: null,
    ...(UNITS[key] ?? { unit: 'points', min: 0, max: MOST_POINTS }),
    value,
  }));
}

function sectionNumbers(
  path: string,
  section: Readonly<Record<string, number | undefined>>,
  { group, unit }: { group: ModelNumber['group']; unit: 'cap' | 'share' },
): readonly ModelNumber[] {
  const found = UNITS[unit] ?? { unit: 'points', min: 0, max: MOST_POINTS };
  return Object.entries(section).flatMap(([key, value]) =>
    value === undefined ? [] : [{ id: `${path}/${key}`, group, rule: null, ...found, value }],
  );
}

/** Sets a value; a list of rules is entered by a rule's id. */
function put(section: Section, [key = '', ...rest]: readonly string[], value: number): void {
  if (rest.length === 0) {
    section[key] = value;
    return;
  }
  const next = section[key];
  const rules = Array.isArray(next) ? (next as Section[]) : null;
  const byId = rules?.find(({ id }) => id === rest[0]);
  if (byId !== undefined) put(byId, rest.slice(1), value);
  else put(next as Section, rest, value);
}
