export {
  type EmailInspector,
  type EmailQuality,
  emailInspector,
  emailQuality,
  type ModelData,
} from './lead/emailQuality.ts';
export {
  type FieldReader,
  type FieldType,
  fieldReader,
  fieldType,
  isMissing,
  leadFields,
  readField,
} from './lead/fieldPath.ts';
export {
  type Activity,
  type AttributeValue,
  activitySchema,
  attributeValueSchema,
  companySchema,
  type Deal,
  dealSchema,
  emptyLead,
  type Instant,
  type Lead,
  leadSchema,
  type Permission,
  permissionSchema,
  personSchema,
  salesAnswerSchema,
  sourceSchema,
} from './lead/lead.ts';
export {
  type ActivityFilter,
  activityFilterSchema,
  compileActivityFilter,
} from './scoring/activityFilter.ts';
export { type ConditionTest, compileCondition, type Truth } from './scoring/compileCondition.ts';
export {
  type ActivityCondition,
  type Condition,
  conditionSchema,
  type FieldCondition,
} from './scoring/condition.ts';
export { ModelInvalid } from './scoring/modelInvalid.ts';
export type { Contribution, Evidence, GateResult, Grade, LeadScore } from './scoring/score.ts';

// Qualification and explanation:
export type { ScoreForesight } from './qualification/changesAt.ts';
export { INTEREST_FADED } from './qualification/handOver.ts';
export { PERMISSION_BLOCKS, type PermissionBlock } from './qualification/permission.ts';
export {
  BANT_IDS,
  type BantId,
  type CriterionPolicy,
  defaultPolicy,
  type FastLane,
  type PermissionPolicy,
  type QualificationPolicy,
  qualificationPolicySchema,
  RANKED_STAGES,
  type RankedStage,
  type Signal,
  signalSchema,
  type Threshold,
} from './qualification/policy.ts';
export { compileQualification, type Qualifier } from './qualification/qualify.ts';
export { initialStanding } from './qualification/situation.ts';
export type {
  Criterion,
  CriterionState,
  FrameworkResult,
  ManualStage,
  NextAction,
  Stage,
  StageReason,
  Standing,
  Verdict,
} from './qualification/verdict.ts';
