export { nextActionLabel, stageLabel } from './explanation/catalogue.ts';
export {
  type ContributionLine,
  type CriterionLine,
  compileExplainer,
  type Explainer,
  type Explanation,
  explain,
  type FrameworkLine,
} from './explanation/explain.ts';
export { fieldLabel } from './explanation/fieldLabels.ts';
export { WRITTEN_LENGTH } from './explanation/fitText.ts';
export type { Language } from './explanation/messages.ts';
export type { Judged } from './explanation/sentences.ts';
export { type EmailIdentity, emailIdentity } from './identity/emailIdentity.ts';
export { type PersonName, personName } from './identity/personName.ts';
export {
  groupPeople,
  type HandDecision,
  type IdentifiedRecord,
  type LinkBlock,
  type LinkReason,
  type PersonGroup,
} from './identity/samePeople.ts';
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
// Qualification and explanation:
export type { ScoreForesight } from './qualification/changesAt.ts';
export { defaultPolicy } from './qualification/defaultPolicy.ts';
export { INTEREST_FADED } from './qualification/handOver.ts';
export type { LeadReading } from './qualification/leadReading.ts';
export { PERMISSION_BLOCKS, type PermissionBlock } from './qualification/permission.ts';
export {
  BANT_IDS,
  type BantId,
  type CriterionPolicy,
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
export { initialStanding, type Situation } from './qualification/situation.ts';
export type {
  Criterion,
  CriterionState,
  FrameworkResult,
  ManualStage,
  NextAction,
  Stage,
  StageReason,
  StageReasonCode,
  Standing,
  Verdict,
} from './qualification/verdict.ts';
export {
  type ActivityFilter,
  activityFilterSchema,
  compileActivityFilter,
} from './scoring/activityFilter.ts';
export { type CompiledModel, compile, qualify, score } from './scoring/compile.ts';
export { type ConditionTest, compileCondition, type Truth } from './scoring/compileCondition.ts';
export {
  type ActivityCondition,
  type Condition,
  conditionSchema,
  type FieldCondition,
} from './scoring/condition.ts';
export { defaultModel } from './scoring/defaultModel.ts';
export { OBJECTION } from './scoring/gates.ts';
export { leadJsonSchema, modelJsonSchema } from './scoring/jsonSchema.ts';
export { lintModel, type ModelWarning } from './scoring/lintModel.ts';
export {
  type EngagementRule,
  type FitRule,
  type Gate,
  type NegativeRule,
  type ScoringModel,
  scoringModelSchema,
} from './scoring/model.ts';
export { ModelInvalid } from './scoring/modelInvalid.ts';
export { type ModelNumber, modelNumbers, withNumbers } from './scoring/modelNumbers.ts';
export { parseModel } from './scoring/parseModel.ts';
export type { Contribution, Evidence, GateResult, Grade, LeadScore } from './scoring/score.ts';
export { SIGNALS } from './scoring/signals.ts';
export { type ActivitySource, type RuleSources, sourcesNeeded } from './scoring/sources.ts';
