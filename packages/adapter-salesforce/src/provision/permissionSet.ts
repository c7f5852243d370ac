import { type FieldSpec, RequestRefused } from '@tamis/adapter';
import { API_VERSION } from '../client/address.ts';
import type { SalesforceClient } from '../client/index.ts';
import { BATCH } from '../limits/index.ts';
import { quoted } from '../pull/soql.ts';
import { SalesforceRefusal } from '../refusals.ts';
import { createdSchema, idRowSchema, resourcesSchema, saveResultsSchema } from '../wire.ts';
import { notAllowed, TAKEN } from './setupPermission.ts';

interface Office {
  readonly client: SalesforceClient;
  readonly signal: AbortSignal;
}

/**
 * The set that holds the permissions for our fields. It is assigned to the user who connected; an administrator assigns it to whoever shall see the
 * score. Profiles are left alone: what they allow is the administrator's decision. https://help.salesforce.com/s/articleView?id=platform.perm_sets_overview.htm
 */
const SET = {
  Name: 'Tamis',
  Label: 'Tamis',
  Description: 'See and edit the fields that Tamis writes: score, stage, reason.',
};

const SETUP_PERMISSIONS = 'Manage Profiles and Permission Sets';
const ASSIGNMENT_PERMISSION = 'Assign Permission Sets';

/** Lets the connected user read and edit these fields. What is granted already is left as it is. */
export async function grantFields(office: Office, fields: readonly FieldSpec[]): Promise<void> {
  const setId = await allowed(SETUP_PERMISSIONS, () =>
    findOrCreate(office, { object: 'PermissionSet', record: SET, where: `Name = ${quoted(SET.Name)}` }),
  );
  await allowed(ASSIGNMENT_PERMISSION, () => assign(office, setId));
  await allowed(SETUP_PERMISSIONS, () => grant(office, setId, fields));
}

async function allowed<R>(permission: string, work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    throw notAllowed(error, permission);
  }
}

async function assign(office: Office, setId: string): Promise<void> {
  const { identity } = await office.client.call(
    { ...READ, signal: office.signal },
    resourcesSchema,
    (connection) => connection.request(`/services/data/v${API_VERSION}`),
  );
  const userId = identity.split('/').at(-1) ?? '';
  const assignment = { PermissionSetId: setId, AssigneeId: userId };
  const where = `PermissionSetId = ${quoted(setId)} AND AssigneeId = ${quoted(userId)}`;
  await findOrCreate(office, { object: 'PermissionSetAssignment', record: assignment, where });
}

/** https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-fieldpermissions.html */
async function grant(office: Office, setId: string, fields: readonly FieldSpec[]): Promise<void> {
  const permissions = fields.map(({ object, name }) => ({
    attributes: { type: 'FieldPermissions' },
    ParentId: setId,
    SobjectType: object,
    Field: `${object}.${name}`,
    PermissionsRead: true,
    PermissionsEdit: true,
  }));
  for (let at = 0; at < permissions.length; at += BATCH) {
    const results = await office.client.call(
      { ...WRITE, signal: office.signal },
      saveResultsSchema,
      (connection) =>
        connection.create('FieldPermissions', permissions.slice(at, at + BATCH), { allOrNone: false }),
    );
    const error = results
      .flatMap(({ errors }) => errors)
      .find(({ statusCode }) => statusCode !== 'DUPLICATE_VALUE');
    if (error)
      throw new RequestRefused(
        `Salesforce refused a field permission: ${error.message}`,
        error.statusCode ?? 'REFUSED',
      );
  }
}

const READ = { bill: 'calls', effect: 'read' } as const;
const WRITE = { bill: 'calls', effect: 'write' } as const;

interface Wanted {
  readonly object: string;
  readonly record: Readonly<Record<string, string>>;
  readonly where: string;
}

async function findOrCreate(office: Office, wanted: Wanted): Promise<string> {
  const found = await find(office, wanted);
  if (found !== null) return found;
  try {
    const call = { ...WRITE, signal: office.signal };
    const created = await office.client.call(call, createdSchema, (connection) =>
      connection.create(wanted.object, wanted.record),
    );
    return created.id;
  } catch (error) {
    if (!(error instanceof SalesforceRefusal) || !TAKEN.has(error.code)) throw error;
    // Somebody was faster.
    const theirs = await find(office, wanted);
    if (theirs === null) throw error;
    return theirs;
  }
}

async function find({ client, signal }: Office, { object, where }: Wanted): Promise<string | null> {
  const soql = `SELECT Id FROM ${object} WHERE ${where} LIMIT 1`;
  const { records } = await client.query({ bill: 'calls', signal }, soql);
  return records.map((row) => idRowSchema.parse(row)).at(0)?.Id ?? null;
}
