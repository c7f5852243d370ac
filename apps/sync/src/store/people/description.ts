import type { FieldDescription, ObjectCapability } from '@tamis/adapter';

/** Objects and fields of a CRM as its adapter last described them: runs of other connections plan with them. */
export interface Description {
  readonly objects: readonly ObjectCapability[];
  readonly fields: readonly FieldDescription[];
}
