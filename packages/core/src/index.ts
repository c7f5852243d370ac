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
