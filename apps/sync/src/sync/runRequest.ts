import type { Adapter, DailyBudget, FieldSpec, MappingDocument } from '@tamis/adapter';
import type { CompiledModel, Language } from '@tamis/core';
import type { Kysely } from 'kysely';
import type { RunTrigger, Scope, Tables } from '../store/schema.ts';
import type { RunEvent } from './context.ts';
import type { ProposedChange } from './proposedChanges.ts';
import type { BudgetLeft } from './shortOfBudget.ts';

/** What a run needs to know from the composition root. */
export interface RunRequest {
  readonly db: Kysely<Tables>;
  readonly scope: Scope;
  readonly adapter: Adapter;
  readonly mapping: MappingDocument;
  /** Its number as published. */
  readonly mappingVersion: number;
  readonly ownFields: readonly FieldSpec[];
  readonly provisioned: boolean;
  /** A person approved the connection's first dry run. */
  readonly approved: boolean;
  readonly dryRun: boolean;
  /** See `RunContext`. */
  readonly handOverAfter: number | null;
  readonly trigger: RunTrigger;
  /** Reads changes beside a full walk every so many milliseconds; without it, after its end. */
  readonly freshEveryMs?: number;
  /** What of the day's budget the connection may still use; without it, there is no end to it. */
  readonly budget?: BudgetLeft & Pick<DailyBudget, 'unit'>;
  readonly model: CompiledModel;
  readonly language: Language;
  /** The instant to score for, asked for each batch of leads: what happened during a long run counts in it. One fixed instant makes all scores of a run comparable. */
  readonly asOf: () => number;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly observe?: (event: RunEvent) => void;
  /** Receives, in a dry run, each change that an approved run would make. */
  readonly onProposed?: (change: ProposedChange) => void;
}
