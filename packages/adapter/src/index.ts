/** The contract between Tamis and a CRM, and the plumbing every adapter shares. */

export type {
  Account,
  Adapter,
  Capabilities,
  ChangesCursor,
  CrmRecord,
  Cursor,
  Fields,
  FieldValue,
  HistoryRequest,
  Instant,
  KnownIds,
  ObjectCapability,
  ObjectRole,
  PastRequest,
  PastValue,
  PullPage,
  PullRequest,
  PushOutcome,
  PushRequest,
  RecordChange,
  RecordGoneNotice,
  RecordRef,
  TaskDraft,
  TaskOutcome,
  UnreadableRecord,
} from './contract.ts';
export type {
  ActivityRow,
  ConflictPolicy,
  FieldRow,
  MappingDocument,
  PastStageRow,
  SignalRow,
  Transform,
} from './defaultMapping.ts';
export {
  AdapterError,
  Banned,
  FieldGone,
  OutcomeUnknown,
  PermissionMissing,
  QuotaExhausted,
  RateLimited,
  ReconnectNeeded,
  RequestRefused,
  TokenRejected,
  Unavailable,
} from './errors.ts';
export type { FieldDescription, FieldSpec, FieldType } from './fields.ts';
export { Door, type DoorLimits, type DoorRequest, type DoorResponse } from './http/door.ts';
export { type AnswerText, readAnswer } from './http/readAnswer.ts';
export { Retry, type RetryOptions } from './http/retry.ts';
export { CLOCK_PRECISION_MS, SourceClock } from './http/sourceClock.ts';
export { type Slot, Throttle, type WindowLimit } from './http/throttle.ts';
export { TokenSource, type TokenSourceOptions } from './http/token.ts';
export type { AdapterLimits } from './limits.ts';
export { type OwnPart, ownParts } from './ownFields.ts';
export { hasPast, pastAsked } from './past.ts';
export type { ReadRequest } from './read.ts';
export { requireReadBatch } from './readBatch.ts';
export type { AccountUsage, CallCounts, DailyBudget } from './usage.ts';
export type {
  AdapterPorts,
  NameStore,
  OAuthFlow,
  QuotaLease,
  TokenSet,
  TokenStore,
  Vendor,
  VendorSettings,
} from './vendor.ts';
