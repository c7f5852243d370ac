import { fieldToAsk } from '../lead/fieldPath.ts';
import type { ActivityFilter } from './activityFilter.ts';
import { filterKinds } from './activityFilter.ts';
import { type Condition, leaves } from './condition.ts';
import type { ScoringModel } from './model.ts';

/** A kind of activity that a rule looks for, and the attributes that it compares. */
export interface ActivitySource {
  readonly kind: string;
  readonly attributes: readonly string[];
}

/**
 * What one rule or gate lives on. A rule of several `fields` may do with some of them; any one of the `activities` is enough. A rule
 * for which a connection has none of either never gives points there.
 */
export interface RuleSources {
  readonly rule: string;
  readonly group: 'fit' | 'engagement' | 'negative' | 'gate';
  readonly label: { readonly fr: string; readonly en: string };
  /** Lead field paths, as mapped (never a derived one). */
  readonly fields: readonly string[];
  readonly activities: readonly ActivitySource[];
}

/** The sources that every rule and gate of a model needs, in the model's order. */
export function sourcesNeeded(model: ScoringModel): readonly RuleSources[] {
  return [
    ...model.fit.map((rule) => sources(rule, 'fit')),
    ...model.engagement.map((rule) => sources(rule, 'engagement')),
    ...model.negatives.map((rule) => sources(rule, 'negative')),
    ...model.gates.map((gate) => sources(gate, 'gate')),
  ];
}

type AnyRule = ScoringModel['fit' | 'engagement' | 'negatives' | 'gates'][number];

function sources(rule: AnyRule, group: RuleSources['group']): RuleSources {
  const { id, label } = rule;
  if ('activities' in rule)
    return { rule: id, group, label, fields: [], activities: rule.activities.flatMap(activitySources) };
  if ('bands' in rule) return { rule: id, group, label, fields: [fieldToAsk(rule.field)], activities: [] };
  return { rule: id, group, label, ...conditionSources(rule.when) };
}

/** The fields and activities that a condition looks at. */
function conditionSources(condition: Condition): Pick<RuleSources, 'fields' | 'activities'> {
  const parts = leaves(condition);
  const fields = parts.flatMap((leaf) => ('field' in leaf ? [fieldToAsk(leaf.field)] : []));
  const activities = parts.flatMap((leaf) => ('activity' in leaf ? activitySources(leaf.activity) : []));
  return { fields: [...new Set(fields)], activities };
}

function activitySources(filter: ActivityFilter): readonly ActivitySource[] {
  return filterKinds(filter).map((kind) => ({ kind, attributes: Object.keys(filter.attributes ?? {}) }));
}
