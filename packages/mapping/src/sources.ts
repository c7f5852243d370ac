import type { FieldDescription } from '@tamis/adapter';
import type { ActivitySource, RuleSources } from '@tamis/core';
import { knownFields } from './knownFields.ts';
import type { Mapping } from './mapping.ts';

/** Why a rule can never hold on a connection; a sentence is made of the code, `missing` and the rule's own label. */
export type NoSourceReason =
  /** No row fills any of the lead fields in `missing`. */
  | 'no-field'
  /** No row gives activities of the kinds in `missing`. */
  | 'no-activity'
  /** The activities come, but never with the attributes in `missing`. */
  | 'no-attribute';

/** A rule that gives nothing here, not because the leads lack something but because nothing tells. */
export interface RuleWithoutSource {
  readonly rule: string;
  readonly reason: NoSourceReason;
  /** Lead fields, activity kinds or attribute names, each once. */
  readonly missing: readonly string[];
}

/** What a connection can tell: lead fields, and by kind the attribute names of its activities. */
interface Told {
  readonly fields: ReadonlySet<string>;
  readonly kinds: ReadonlyMap<string, ReadonlySet<string>>;
}

interface KindRow {
  readonly object: string;
  readonly kinds: readonly string[];
  readonly needs: readonly string[];
  readonly attributes: readonly (readonly [name: string, field: string])[];
}

function kindRows({ signals, activities }: Mapping): readonly KindRow[] {
  const derived = [...signals.values()].flat().map(({ object, kind, field, at, attributes, history }) => ({
    object,
    kinds: [kind],
    needs: [field, at],
    attributes: history === null ? attributes : [...attributes, [history.attribute, history.field] as const],
  }));
  const read = [...activities.values()].map(({ object, kind, kindBy, at, attributes }) => ({
    object,
    kinds: [kind, ...(kindBy?.kinds.values() ?? [])],
    needs: [at],
    attributes,
  }));
  return [...derived, ...read];
}

type Exists = (object: string, field: string) => boolean;

function toldKinds(mapping: Mapping, exists: Exists): Told['kinds'] {
  const told = new Map<string, Set<string>>();
  for (const { object, kinds, needs, attributes } of kindRows(mapping)) {
    if (!needs.every((field) => exists(object, field))) continue;
    const names = attributes.filter(([, field]) => exists(object, field)).map(([name]) => name);
    for (const kind of kinds) told.set(kind, new Set([...(told.get(kind) ?? []), ...names]));
  }
  return told;
}

function toldFields({ slots, dealSlots }: Mapping, exists: Exists): Told['fields'] {
  const filled = slots.filter(
    ({ rows, fallback }) => fallback !== undefined || rows.some(({ object, field }) => exists(object, field)),
  );
  const hasDeals = dealSlots.some(
    ({ path, rows }) =>
      path.path === 'deal.status' && rows.some(({ object, field }) => exists(object, field)),
  );
  return new Set([...filled.map(({ path }) => path.path), ...(hasDeals ? ['deals'] : [])]);
}

function isTold({ kind, attributes }: ActivitySource, { kinds }: Told): boolean {
  const names = kinds.get(kind);
  return names !== undefined && attributes.every((name) => names.has(name));
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function judgeRule({ rule, fields, activities }: RuleSources, told: Told): RuleWithoutSource | null {
  const needsNothing = fields.length === 0 && activities.length === 0;
  if (needsNothing || fields.some((field) => told.fields.has(field))) return null;
  if (activities.some((activity) => isTold(activity, told))) return null;
  if (activities.length === 0) return { rule, reason: 'no-field', missing: unique(fields) };
  const seen = activities.filter(({ kind }) => told.kinds.has(kind));
  if (seen.length === 0)
    return { rule, reason: 'no-activity', missing: unique(activities.map(({ kind }) => kind)) };
  const lacking = seen.flatMap(({ kind, attributes }) =>
    attributes.filter((name) => !told.kinds.get(kind)?.has(name)),
  );
  return { rule, reason: 'no-attribute', missing: unique(lacking) };
}

/**
 * The rules of a model that have no source at all on a connection, in the model's order: none of the fields and activities that they
 * live on is mapped to something the CRM has. `known` holds the CRM's described fields; an object without any counts as having all.
 */
export function rulesWithoutSource(
  needs: readonly RuleSources[],
  mapping: Mapping,
  known: readonly FieldDescription[] = [],
): readonly RuleWithoutSource[] {
  const described = knownFields(known);
  const exists: Exists = (object, field) =>
    !described.describes(object) || described.find(object, field) !== undefined;
  const told = { fields: toldFields(mapping, exists), kinds: toldKinds(mapping, exists) };
  return needs.flatMap((need) => judgeRule(need, told) ?? []);
}
