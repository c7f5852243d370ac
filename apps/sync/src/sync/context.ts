import type { Adapter, CallCounts, Capabilities, DailyBudget, FieldDescription } from '@tamis/adapter';
import type { CompiledModel, Explainer, Language } from '@tamis/core';
import type { Mapping, RuleWithoutSource } from '@tamis/mapping';
import type { Kysely } from 'kysely';
import type { Queries, Scope, Tables } from '../store/schema.ts';
import type { Sides } from './assembleLead.ts';
import type { ObjectWork } from './callFloor.ts';
import type { Counts } from './counts.ts';
import type { TimeSpent } from './timeSpent.ts';

/** The steps of a run, in the order in which a record passes them. */
export type RunStep =
  | 'opened'
  | 'page-read'
  | 'page-stored'
  | 'leads-evaluated'
  | 'batch-pushed'
  | 'batch-settled'
  | 'tasks-created'
  | 'closed';

/** What happens in a run, for progress bars and for tests that stop a run between two steps. */
export interface RunEvent {
  readonly step: RunStep;
  /** The object being read or written; `null` for the run itself. */
  readonly object: string | null;
  readonly counts: Readonly<Counts>;
  /** Lead records the pull expects in all; `null` where unknown. */
  readonly expected: number | null;
}

/** Everything the stages of one run share. */
export interface RunContext {
  readonly db: Kysely<Tables>;
  readonly scope: Scope;
  readonly runId: string;
  readonly adapter: Adapter;
  readonly capabilities: Capabilities;
  readonly mapping: Mapping;
  /** Rules of the model that nothing on this connection can ever make hold. */
  readonly withoutSource: readonly RuleWithoutSource[];
  /** All connections with which a lead is judged, this one among them, as they are at this moment. */
  readonly sides: (queries: Queries) => Promise<Sides>;
  /** Other connections for which this run's evaluations left something to write. */
  readonly leftFor: Set<string>;
  /** Lead records that went in this run and nobody said where, by `refOf`, as long as those that name them were not read again. */
  readonly wentAway: Set<string>;
  /** Fields of an object that are written here and that people edit too. */
  readonly guarded: (object: string) => ReadonlySet<string>;
  /** Fields by `object/field`. */
  readonly fields: ReadonlyMap<string, KnownField>;
  readonly model: CompiledModel;
  readonly explainer: Explainer;
  readonly language: Language;
  /** The instant that scores and verdicts are computed for, at this moment. */
  readonly asOf: () => number;
  readonly now: () => number;
  /** False while the connection observes, and in a dry run: desires are proposed and nothing is written. */
  readonly writes: boolean;
  /** Leads that became SQL after this instant are handed over to sales; `null` where nobody is to be told. */
  readonly handOverAfter: number | null;
  readonly signal: AbortSignal;
  readonly counts: Counts;
  /** What was moved of each lead object. */
  readonly work: Map<string, ObjectWork>;
  /** What saying who is who took so far. */
  readonly linking: TimeSpent;
  readonly startedAt: number;
  /** How often changes are read beside a full walk, in milliseconds; `null` for not before its end. */
  readonly freshEveryMs: number | null;
  /** What the vendor's day is counted in. */
  readonly budgetUnit: DailyBudget['unit'];
  /** So little of the day's budget is left that moved points wait until every crossing has been sent. */
  readonly shortOfBudget: () => boolean;
  /** Requests that the adapter had made before this run. */
  readonly callsBefore: CallCounts;
  readonly notify: (step: RunStep, object?: string | null, expected?: number | null) => void;
  /** Resolves once the run's row shows the last progress that was to be saved. */
  readonly progressSaved: () => Promise<void>;
}

/** A field of the CRM, or one of our own that is not created yet (`present` is false). */
export interface KnownField extends FieldDescription {
  readonly present: boolean;
}

/** The object whose records are leads and that everything else is associated with. */
export function leadObjects(capabilities: Capabilities): readonly string[] {
  return capabilities.objects.filter(({ role }) => role === 'lead').map(({ name }) => name);
}
