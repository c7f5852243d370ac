import { RecordProblem } from './errors.ts';
import type { Field } from './objects/field.ts';
import type { SalesforceOrg } from './org.ts';
import type { RecordStore } from './records/recordStore.ts';

/** What a user may do with a field. */
export type FieldAccess = 'none' | 'read' | 'edit';

/**
 * Field-level security: what the Tooling API made is seen by nobody until FieldPermissions of a permission set that the user has
 * say so: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_fieldpermissions.htm
 */
export function fieldAccess(
  org: SalesforceOrg,
  userId: string,
  place: { store: RecordStore; field: Field },
): FieldAccess {
  if (!place.field.guarded) return 'edit';
  const permissions = org.store('FieldPermissions');
  const name = `${place.store.type.name}.${place.field.name}`;
  let access: FieldAccess = 'none';
  for (const row of permissions.lookup.rows('Field', name)) {
    const { table } = permissions;
    if (table.state(row) !== 'live' || !isAssigned(org, userId, table.value(row, 'ParentId') ?? '')) continue;
    if (table.value(row, 'PermissionsEdit') === 'true') return 'edit';
    if (table.value(row, 'PermissionsRead') === 'true') access = 'read';
  }
  return access;
}

/** The fields of an object that a user sees. */
export function visibleFields(org: SalesforceOrg, userId: string, store: RecordStore): readonly Field[] {
  return store.fields.all().filter((field) => fieldAccess(org, userId, { store, field }) !== 'none');
}

/** A field that exists and that the user sees. */
export function visibleField(
  org: SalesforceOrg,
  userId: string,
  place: { store: RecordStore; name: string },
): Field | null {
  const field = place.store.fields.get(place.name);
  if (field === undefined) return null;
  return fieldAccess(org, userId, { store: place.store, field }) === 'none' ? null : field;
}

function isAssigned(org: SalesforceOrg, userId: string, permissionSetId: string): boolean {
  const assignments = org.store('PermissionSetAssignment');
  return assignments.lookup
    .rows('PermissionSetId', permissionSetId)
    .some(
      (row) =>
        assignments.table.state(row) === 'live' && assignments.table.value(row, 'AssigneeId') === userId,
    );
}

/** Refuses FieldPermissions that name no field of their object, come a second time, or let edit what may not be read. */
export function refuseBadPermission(
  org: SalesforceOrg,
  { row, values }: { row: number | null; values: ReadonlyMap<string, string | null> },
): void {
  const permissions = org.store('FieldPermissions');
  const value = (name: string) =>
    values.get(name) ?? (row === null ? null : permissions.table.value(row, name));
  const name = value('Field') ?? '';
  const [object = '', field = ''] = name.split('.');
  if (object !== value('SobjectType') || org.find(object)?.fields.get(field) === undefined)
    throw new RecordProblem(
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `Field Name: bad value for restricted picklist field: ${name}`,
      ['Field'],
    );
  if (value('PermissionsEdit') === 'true' && value('PermissionsRead') !== 'true')
    throw new RecordProblem('FIELD_INTEGRITY_EXCEPTION', 'Edit permission needs read permission', [
      'PermissionsEdit',
    ]);
  const twin = permissions.lookup.rows('Field', name).find((each) => {
    const sameParent = permissions.table.value(each, 'ParentId') === value('ParentId');
    return each !== row && sameParent && permissions.table.state(each) === 'live';
  });
  if (twin !== undefined)
    throw new RecordProblem(
      'DUPLICATE_VALUE',
      `duplicate value found: <unknown> duplicates value on record with id: ${permissions.id(twin)}`,
    );
}
