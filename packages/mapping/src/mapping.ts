import type { ConflictPolicy, FieldType, FieldValue, MappingDocument } from '@tamis/adapter';
import type { Stage } from '@tamis/core';
import type { Coerced, ReadTarget, WriteTarget } from './coerce.ts';
import type { LeadPath } from './paths/leadPaths.ts';
import type { Weight } from './paths/verdictPaths.ts';
import type { Place } from './problem.ts';
import type { LeadValue } from './values/leadValue.ts';
import type { PlanInput, PlanReason } from './writePlan.ts';

/** A pulled row, ready to be read. */
export interface PulledRow extends Place {
  readonly target: ReadTarget;
  /** The same CRM field is written from the same lead field: what stands there may be our own copy. */
  readonly twoWay: boolean;
  readonly conflict: ConflictPolicy;
  /** An emptied field is a value too. */
  readonly blanks: boolean;
}

/** One field of the lead with the rows that may fill it, in the order of the document. */
export interface Slot {
  readonly path: LeadPath;
  /** Keys from the lead to the object that holds the field, and the field's name in it. */
  readonly section: readonly string[];
  readonly name: string;
  readonly rows: readonly PulledRow[];
  /** Used where every row gives nothing; `undefined` for none. */
  readonly fallback: LeadValue | undefined;
  /** The row whose default `fallback` is. */
  readonly fallbackRow: PulledRow | undefined;
}

/** How a pushed row may replace what the CRM holds. `forward-only` carries the rank of every CRM value. */
export type WriteRule =
  | { readonly kind: 'always' }
  | { readonly kind: 'only-if-empty' }
  | { readonly kind: 'forward-only'; readonly ranks: ReadonlyMap<string, number> };

/** What a pushed row of a lead field goes by. */
export interface LeadTarget {
  readonly path: string;
  readonly conflict: ConflictPolicy;
  /** May replace something by nothing where somebody emptied the lead's value. */
  readonly blanks: boolean;
  /** The CRM field is read into the same lead field. */
  readonly twoWay: boolean;
}

/** A pushed row, ready to be planned. */
export interface PushedRow extends Place {
  readonly crmType: FieldType;
  readonly target: WriteTarget;
  readonly rule: WriteRule;
  readonly weight: Weight;
  readonly reason: PlanReason;
  /** The part of the verdict that is written, for instance `verdict.stage`; `null` for a field of the lead. */
  readonly verdict: string | null;
  /** The lead field that is written; `null` for a part of the verdict. */
  readonly lead: LeadTarget | null;
  read(input: PlanInput): LeadValue | undefined;
  /** The lead's value that a CRM value stands for; `null` where a CRM value stands for itself alone. */
  readonly meaning: ((observed: FieldValue) => Coerced<LeadValue>) | null;
}

/** A signal row, ready to be derived from. */
export interface Signal extends Place {
  /** Stable name within its object: the key of the snapshot. */
  readonly key: string;
  readonly kind: string;
  readonly count: string | null;
  readonly at: string;
  /** Attribute name and the CRM field that holds its latest value. */
  readonly attributes: readonly (readonly [string, string])[];
  readonly history: { readonly field: string; readonly attribute: string } | null;
}

/** An activity row, ready to be read. */
export interface ActivityReader extends Place {
  readonly kind: string;
  readonly at: string;
  readonly kindBy: { readonly field: string; readonly kinds: ReadonlyMap<string, string> } | null;
  readonly attributes: readonly (readonly [string, string])[];
}

/** A row of past stages, ready to be read. */
export interface PastReader extends Place {
  readonly stages: ReadonlyMap<string, Stage>;
  readonly unless: readonly string[];
}

/** A mapping document, checked and compiled once: every stage of this package works from it. */
export interface Mapping {
  readonly document: MappingDocument;
  /** Objects whose records are leads. */
  readonly leadObjects: ReadonlySet<string>;
  /** Fields of the lead and its company. */
  readonly slots: readonly Slot[];
  /** Fields of each of its deals. */
  readonly dealSlots: readonly Slot[];
  /** By object. */
  readonly pushed: ReadonlyMap<string, readonly PushedRow[]>;
  /** By object. */
  readonly signals: ReadonlyMap<string, readonly Signal[]>;
  /** By object. */
  readonly activities: ReadonlyMap<string, ActivityReader>;
  /** By object. */
  readonly past: ReadonlyMap<string, readonly PastReader[]>;
}
