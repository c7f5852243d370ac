import type { CrmRecord, Instant } from '@tamis/adapter';
import type { Activity, Lead } from '@tamis/core';
import type { Mapping } from '../mapping.ts';
import type { MappingProblem } from '../problem.ts';
import type { LeadValue } from '../values/leadValue.ts';
import type { Origin } from './origin.ts';

/** A record with when its fields were changed by people, on the source's time. */
export interface SourceRecord extends CrmRecord {
  /** By CRM field; a field that nobody was seen to change has no entry. Our own writes make none. */
  readonly changed: Readonly<Record<string, Instant>>;
  /** When the fields held what they held before anybody was seen to change them. */
  readonly baselineAt: Instant;
  /** When we last wrote fields, on the source's time; a field that we never wrote has no entry. */
  readonly ourWrites?: Readonly<Record<string, Instant>>;
}

/** What one connection knows of a lead. */
export interface Side {
  readonly connectionId: string;
  readonly mapping: Mapping;
  /** Records of lead objects that are this person, in any order. */
  readonly records: readonly SourceRecord[];
  /** Companies of the lead. The one that the latest record names first is the lead's; the others are not mixed in. */
  readonly companies: readonly CrmRecord[];
  readonly deals: readonly CrmRecord[];
  readonly activities: readonly Activity[];
}

/** A value that a person set in the product: it holds from `at` until `until` (`null`: for ever). */
export interface ManualValue {
  /** A lead path, for instance `person.jobTitle`. */
  readonly path: string;
  /** As the lead holds it; `null` for "nothing, on purpose". */
  readonly value: LeadValue;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  readonly until: Instant | null;
}

/** Everything the store holds about one lead. */
export interface AssembleInput {
  readonly leadId: string;
  /** One per connection, in any order. */
  readonly sides: readonly Side[];
  readonly manual: readonly ManualValue[];
  readonly asOf: Instant;
}

/** A problem with the connection whose mapping it concerns. */
export interface SideProblem extends MappingProblem {
  readonly connectionId: string;
}

/** A lead, where its fields came from, and what was lost on the way to it. */
export interface Assembled {
  readonly lead: Lead;
  /** By lead path; a field that nothing fills has none, unless somebody emptied it and the emptiness stands. */
  readonly origins: ReadonlyMap<string, Origin>;
  readonly problems: readonly SideProblem[];
  /** The next instant at which a manual value ends; `null` where none does. */
  readonly changesAt: Instant | null;
}
