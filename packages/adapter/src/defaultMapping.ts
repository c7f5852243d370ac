import type { FieldValue } from './contract.ts';

/**
 * A mapping as data: which CRM field feeds which field of the lead, and which part of the verdict goes to which CRM field.
 * Lead and verdict paths are strings here; the mapping package validates them.
 */
export interface MappingDocument {
  readonly version: 1;
  readonly fields: readonly FieldRow[];
  readonly signals: readonly SignalRow[];
  readonly activities: readonly ActivityRow[];
  /** Where the CRM keeps the stages that its records went through; none where absent. */
  readonly pastStages?: readonly PastStageRow[];
}

/** One lead field and one CRM field. */
export interface FieldRow {
  /** `person.email`, `company.employees`, `deal.amount`, `attributes.anything`; pushed rows name `verdict.stage`, `verdict.score` … or a lead field. */
  readonly lead: string;
  readonly direction: 'pull' | 'push' | 'both';
  readonly object: string;
  readonly field: string;
  /** How the value is read; without one it is coerced to the lead field's own type. Pushed values use the transform backwards. */
  readonly transform?: Transform;
  /** Used when the CRM's value is missing, null or empty. */
  readonly default?: FieldValue;
  /** `always` by default; `only-if-empty` never replaces a value; `forward-only` moves along `transform.order` and never back. */
  readonly write?: 'always' | 'only-if-empty' | 'forward-only';
  /**
   * Who wins where a lead field and this CRM field differ, `newest` by default: the latest change by a person. `crm-wins`: what stands
   * in the CRM. `hub-wins`: the lead. For rows of lead fields; the verdict is decided here, and a deal is read alone.
   */
  readonly conflict?: ConflictPolicy;
  /** An emptied field is a value too and may empty others; without it nothing replaces something by nothing. False by default. */
  readonly blanks?: boolean;
}

/** Who wins where two sides hold different values of one field. */
export type ConflictPolicy = 'newest' | 'crm-wins' | 'hub-wins';

/** `values` translates single values (CRM → lead); `split` makes a list of a delimited text; `order` ranks CRM values for `forward-only`. */
export interface Transform {
  readonly values?: Readonly<Record<string, string | number | boolean | null>>;
  readonly split?: string;
  readonly order?: readonly string[];
}

/**
 * A running total on a record that becomes activities: an increase between two pulls is a dated activity, marked as derived.
 * With `history`, past values of `history.field` become one activity each, at their own times, with the value as `history.attribute`.
 */
export interface SignalRow {
  readonly object: string;
  /** Kind of the activity, for instance `page_view`. */
  readonly kind: string;
  /** Field with the running total; `null` where the CRM only holds the last date (then a new date is one activity). */
  readonly count: string | null;
  /** Field with the time of the latest one. */
  readonly at: string;
  /** Attribute name → CRM field with its value for the latest one. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly history?: { readonly field: string; readonly attribute: string };
}

/** A record of an activity object (a meeting, a call …) that is an activity of the leads it is associated with. */
export interface ActivityRow {
  readonly object: string;
  /** Kind when `kindBy` does not say otherwise. */
  readonly kind: string;
  readonly at: string;
  readonly kindBy?: { readonly field: string; readonly kinds: Readonly<Record<string, string>> };
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A field whose past values, with their times, are past stages of the leads that its records show or inform. */
export interface PastStageRow {
  readonly object: string;
  readonly field: string;
  /** CRM value → our stage; a value that is not named is no stage of ours. */
  readonly stages: Readonly<Record<string, string>>;
  /** Present values with which a record is not asked for its past: those that every record begins with. */
  readonly unless?: readonly string[];
}
