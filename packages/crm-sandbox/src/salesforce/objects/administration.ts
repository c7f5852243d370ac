import { field, picklist, READ_ONLY, REQUIRED, reference } from './field.ts';
import { type ObjectType, objectType } from './objectType.ts';

const FIXED = { allows: 'nothing' } as const;

/** People who work in the org; only those parts that an integration reads. */
export const USER = objectType(
  ['User', 'User', '005'],
  [
    field(['Username', 'Username', 'string'], { ...REQUIRED, length: 80 }),
    field(['LastName', 'Last Name', 'string'], { ...REQUIRED, length: 80 }),
    field(['FirstName', 'First Name', 'string'], { length: 40 }),
    field(['Name', 'Full Name', 'string'], READ_ONLY),
    field(['Email', 'Email', 'email'], REQUIRED),
    field(['IsActive', 'Active', 'boolean']),
    field(['UserType', 'User Type', 'string'], READ_ONLY),
    field(['TimeZoneSidKey', 'Time Zone', 'string'], REQUIRED),
  ],
  FIXED,
);

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_organization.htm */
export const ORGANIZATION = objectType(
  ['Organization', 'Organization', '00D'],
  [
    field(['Name', 'Name', 'string'], { ...REQUIRED, length: 80 }),
    field(['OrganizationType', 'Edition', 'string'], READ_ONLY),
    field(['InstanceName', 'Instance Name', 'string'], READ_ONLY),
    field(['IsSandbox', 'Is Sandbox', 'boolean'], READ_ONLY),
    field(['TimeZoneSidKey', 'Time Zone', 'string'], REQUIRED),
    field(['DefaultLocaleSidKey', 'Locale', 'string'], REQUIRED),
  ],
  FIXED,
);

/** Values of Lead.Status: which is the default, which means converted. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_leadstatus.htm */
export const LEAD_STATUS = objectType(
  ['LeadStatus', 'Lead Status Value', '01J'],
  [
    field(['ApiName', 'API Name', 'string'], READ_ONLY),
    field(['MasterLabel', 'Master Label', 'string'], READ_ONLY),
    field(['SortOrder', 'Sort Order', 'int'], READ_ONLY),
    field(['IsDefault', 'Is Default', 'boolean'], READ_ONLY),
    field(['IsConverted', 'Is Converted', 'boolean'], READ_ONLY),
  ],
  FIXED,
);

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionset.htm */
export const PERMISSION_SET = objectType(
  ['PermissionSet', 'Permission Set', '0PS'],
  [
    field(['Name', 'Permission Set Name', 'string'], { ...REQUIRED, length: 80 }),
    field(['Label', 'Permission Set Label', 'string'], { ...REQUIRED, length: 80 }),
    field(['Description', 'Description', 'string']),
    field(['IsOwnedByProfile', 'Is Owned By Profile', 'boolean'], READ_ONLY),
    field(['Type', 'Type', 'string'], READ_ONLY),
  ],
);

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionsetassignment.htm */
export const PERMISSION_SET_ASSIGNMENT = objectType(
  ['PermissionSetAssignment', 'Permission Set Assignment', '0Pa'],
  [
    reference(['PermissionSetId', 'PermissionSet ID'], 'PermissionSet', {
      ...REQUIRED,
      updateable: false,
      cascadeDelete: true,
    }),
    reference(['AssigneeId', 'Assignee ID'], 'User', { ...REQUIRED, updateable: false }),
  ],
  { allows: 'create-and-delete' },
);

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_fieldpermissions.htm */
export const FIELD_PERMISSIONS = objectType(
  ['FieldPermissions', 'Field Permissions', '01k'],
  [
    reference(['ParentId', 'Parent ID'], 'PermissionSet', {
      ...REQUIRED,
      updateable: false,
      cascadeDelete: true,
    }),
    field(['SobjectType', 'Sobject Type Name', 'string'], REQUIRED),
    field(['Field', 'Field Name', 'string'], REQUIRED),
    field(['PermissionsRead', 'Read Field', 'boolean']),
    field(['PermissionsEdit', 'Edit Field', 'boolean']),
  ],
);

/** What became of tracked fields: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_custom_object__history.htm */
function historyOf(object: string): ObjectType {
  return objectType(
    [`${object}History`, `${object} History`, '017'],
    [
      reference([`${object}Id`, `${object} ID`], object, { ...READ_ONLY, cascadeDelete: true }),
      picklist(['Field', 'Changed Field'], [], READ_ONLY),
      field(['DataType', 'Datatype', 'string'], READ_ONLY),
      field(['OldValue', 'Old Value', 'string'], { ...READ_ONLY, filterable: false }),
      field(['NewValue', 'New Value', 'string'], { ...READ_ONLY, filterable: false }),
    ],
    FIXED,
  );
}

/** Changes of tracked fields of leads. */
export const LEAD_HISTORY = historyOf('Lead');
/** Changes of tracked fields of contacts. */
export const CONTACT_HISTORY = historyOf('Contact');
