import type { ScoringModel } from '../scoring/model.ts';
import type { Language } from './messages.ts';

/** What an explanation takes from a model. */
export interface ModelLabels {
  /** The label of a rule, a gate or a fast lane; the id itself where the model has none. */
  readonly of: (id: string) => string;
  /** How much a rule weighs in the model, whatever a lead got for it; 0 for what is no rule. Does not change with time. */
  readonly weightOf: (rule: string) => number;
}

/** Collects the labels of a model in one language. */
export function modelLabels(model: ScoringModel, language: Language): ModelLabels {
  const rules = [...model.fit, ...model.engagement, ...model.negatives];
  const labelled = [...rules, ...model.gates, ...model.qualification.fastLanes];
  const labels = new Map(labelled.map(({ id, label }) => [id, label[language]]));
  const weights = new Map(
    rules.map((rule) => [
      rule.id,
      'bands' in rule ? Math.max(...rule.bands.map((band) => band.points)) : Math.abs(rule.points),
    ]),
  );
  return { of: (id) => labels.get(id) ?? id, weightOf: (rule) => weights.get(rule) ?? 0 };
}
