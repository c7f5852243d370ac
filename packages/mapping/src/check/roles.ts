import type { FieldRow, ObjectCapability, ObjectRole } from '@tamis/adapter';
import { isDealPath } from '../paths/leadPaths.ts';
import { nearest } from '../paths/nearest.ts';
import type { PlacedRows } from '../rows.ts';
import { type Fault, fault } from './fault.ts';

/** The role that each object has: as declared, or as its rows use it. */
export type Roles = ReadonlyMap<string, ObjectRole>;

/** A row whose object has another role than its field needs. */
export function roleFault({ lead, direction, object }: FieldRow, roles: Roles): Fault | null {
  const role = roles.get(object);
  if (role === 'activity') {
    return fault('role', `${object} holds activities; use a row of "activities" instead of a field.`);
  }
  if (isDealPath(lead) !== (role === 'deal') && role !== undefined) {
    return fault('role', `"${lead}" cannot come from ${object}, whose records are ${role} records.`);
  }
  if (direction === 'pull' || role === undefined || role === 'lead') return null;
  return fault('role', `${object} records are no leads, so nothing is written to them.`);
}

/** The roles that the adapter declares, or those that can be told from the rows. */
export function objectRoles(objects: readonly ObjectCapability[] | undefined, rows: PlacedRows): Roles {
  if (objects !== undefined) return new Map(objects.map(({ name, role }) => [name, role]));
  const deals = rows.fields.filter(({ value }) => isDealPath(value.lead)).map(({ value }) => value.object);
  const activities = rows.activities.map(({ value }) => value.object);
  const roles = new Map<string, ObjectRole>(activities.map((object) => [object, 'activity']));
  return new Map([...roles, ...deals.map((object): [string, ObjectRole] => [object, 'deal'])]);
}

/** A row on an object that the adapter does not read. */
export function objectFault(object: string, objects: readonly ObjectCapability[] | undefined): Fault | null {
  if (objects === undefined || objects.some(({ name }) => name === object)) return null;
  const names = objects.map(({ name }) => name);
  return fault('role', `this CRM has no object "${object}".`, nearest(object, names));
}
