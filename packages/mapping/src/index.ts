/** CRM records ↔ leads and verdicts. Pure: no clock, no randomness, no I/O. The files are the stages, in this order. */

export type { KeyedActivity } from './activity.ts';
export { type ActivityReading, activityOf } from './activityRecords.ts';
export { assemble } from './assemble/assemble.ts';
export type {
  Assembled,
  AssembleInput,
  ManualValue,
  Side,
  SideProblem,
  SourceRecord,
} from './assemble/input.ts';
export type { FieldPlace, Origin, OriginPolicy } from './assemble/origin.ts';
export { readPath } from './assemble/readPath.ts';
export type { PausedRow } from './check/connection.ts';
export { CROSSING_REASONS, isCrossing } from './crossing.ts';
export { difference, type Gap } from './difference.ts';
export { mappingDocumentSchema } from './document.ts';
export { type DryRunRow, dryRun, type PlannedRecord } from './dryRun.ts';
export { inspectMapping } from './editing/inspect.ts';
export {
  type AnyRow,
  type RowDifference,
  type RowList,
  rowDifferences,
  rowName,
} from './editing/rowDifference.ts';
export {
  type Suggestion,
  type SuggestionReason,
  type SuggestionSources,
  suggestRows,
} from './editing/suggest.ts';
export { fieldsNeeded, guardedFields, historyNeeded, trackedFields } from './fieldsNeeded.ts';
export type { Mapping } from './mapping.ts';
export { type IssueCause, MappingInvalid, type MappingIssue } from './mappingInvalid.ts';
export { parseMapping, type RunnableMapping, runnableMapping } from './parse.ts';
export { type PastStage, pastNeeded, pastStagesOf } from './pastStages.ts';
export { type LeadPath, leadPath, leadPaths } from './paths/leadPaths.ts';
export { verdictPaths } from './paths/verdictPaths.ts';
export { plan } from './plan.ts';
export type { MappingProblem, ProblemReason } from './problem.ts';
export { sameValue } from './sameValue.ts';
export { type ShownRecord, showApart } from './shown.ts';
export { type Derived, deriveActivities, mergeSnapshots, type SignalSnapshot } from './signals.ts';
export { type NoSourceReason, type RuleWithoutSource, rulesWithoutSource } from './sources.ts';
export type { LeadValue } from './values/leadValue.ts';
export type {
  Plan,
  PlanInput,
  PlanReason,
  SkippedField,
  SkipReason,
  Verdicted,
  Written,
} from './writePlan.ts';
