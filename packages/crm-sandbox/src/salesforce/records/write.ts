import { RecordProblem } from '../errors.ts';
import type { Field } from '../objects/field.ts';
import type { SalesforceOrg } from '../org.ts';
import { fieldAccess, refuseBadPermission } from '../permissions.ts';
import { acceptValue } from './accept.ts';
import { withAutomatic } from './automatic.ts';
import { keepHistory } from './history.ts';
import type { RecordStore } from './recordStore.ts';
import { refuseByRules } from './rules.ts';
import type { CheckedValues, Write, Writer } from './writer.ts';

/** Checks a write; throws the first {@link RecordProblem} that Salesforce would report. */
export function checkWrite(org: SalesforceOrg, store: RecordStore, write: Write): CheckedValues {
  refuseByState(store, write.row);
  const values = new Map<string, string | null>();
  for (const [name, sent] of Object.entries(write.sent)) {
    const field = writableField(org, store, { name, write });
    const value = acceptValue(field, sent);
    if (field.type === 'reference' && value !== null) values.set(field.name, referred(org, field, value));
    else values.set(field.name, value);
  }
  const complete = withAutomatic(store, write, values);
  if (store.type.name === 'FieldPermissions') refuseBadPermission(org, { row: write.row, values: complete });
  refuseMissing(store, write.row, complete);
  refuseByRules(org, store, { row: write.row, values: complete });
  return complete;
}

/** Stores checked values, moves the stamps, keeps history, and tells the index. */
export function applyWrite(
  org: SalesforceOrg,
  store: RecordStore,
  write: { row: number; values: CheckedValues; by: Writer; at?: number; isNew?: true },
): void {
  const { row, by } = write;
  const { table } = store;
  const changed = [...write.values].filter(([name, value]) => table.value(row, name) !== value);
  if (changed.length === 0 && !org.settings.unknowns.sameValueWriteTouches) return;
  const at = org.stamp(write.at);
  const names = [...changed.map(([name]) => name), ...LAST_MODIFIED];
  const before = new Map(names.map((name) => [name, table.value(row, name)]));
  for (const [name, value] of changed) {
    if (write.isNew === undefined) keepHistory(org, store, { row, name, value, by, at });
    store.put(row, name, value);
  }
  if (changed.length === 0 || !isFormula(store, changed)) moveStamps(store, { row, by, at });
  if (by.kind === 'api') store.index.noteAtOnce(row);
  else store.index.note(row, org.clock.now(), before);
}

/** What a person's or a client's write moves, and an automated process leaves. */
const LAST_MODIFIED = ['LastModifiedById', 'LastModifiedDate'];

/** Formula fields change without any stamp. */
function isFormula(store: RecordStore, changed: readonly (readonly [string, string | null])[]): boolean {
  return changed.every(([name]) => store.fields.get(name)?.calculated === true);
}

/** `LastModifiedDate` is kept apart only while it differs: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/system_fields.htm */
function moveStamps(store: RecordStore, { row, by, at }: { row: number; by: Writer; at: number }): void {
  const { table } = store;
  if (by.kind === 'system') store.put(row, 'LastModifiedDate', store.value(row, 'LastModifiedDate'));
  else {
    store.put(row, 'LastModifiedDate', null);
    store.put(row, 'LastModifiedById', by.userId);
  }
  table.touch(row, at);
}

function refuseByState(store: RecordStore, row: number | null): void {
  if (row === null) return;
  if (store.table.state(row) !== 'live') throw new RecordProblem('ENTITY_IS_DELETED', 'entity is deleted');
  if (store.table.value(row, 'IsConverted') === 'true')
    throw new RecordProblem('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
}

function writableField(
  org: SalesforceOrg,
  store: RecordStore,
  { name, write }: { name: string; write: Write },
): Field {
  const field = store.fields.get(name);
  const access =
    field === undefined
      ? 'none'
      : write.by.kind === 'api'
        ? fieldAccess(org, write.by.userId, { store, field })
        : 'edit';
  if (field === undefined || access === 'none')
    throw new RecordProblem(
      'INVALID_FIELD',
      `No such column '${name}' on sobject of type ${store.type.name}`,
    );
  const open = field.calculated ? write.by.kind !== 'api' : isOpen(field, write.row);
  if (access !== 'edit' || !open)
    throw new RecordProblem(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${field.name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      [field.name],
    );
  return field;
}

function isOpen({ createable, updateable }: Field, row: number | null): boolean {
  return row === null ? createable : updateable;
}

/** The 18-character id of a record that a reference may point at. */
function referred(org: SalesforceOrg, field: Field, id: string): string {
  for (const name of field.referenceTo) {
    const target = org.find(name);
    const row = target?.liveRowOf(id) ?? null;
    if (target !== undefined && row !== null) return target.id(row);
  }
  throw new RecordProblem('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name]);
}

function refuseMissing(store: RecordStore, row: number | null, values: CheckedValues): void {
  const missing = store.fields
    .all()
    .filter(({ name, nillable, createable, defaultedOnCreate }) => {
      if (nillable || !createable || defaultedOnCreate) return false;
      return row === null ? (values.get(name) ?? null) === null : values.get(name) === null;
    })
    .map(({ name }) => name);
  if (missing.length > 0)
    throw new RecordProblem(
      'REQUIRED_FIELD_MISSING',
      `Required fields are missing: [${missing.join(', ')}]`,
      missing,
    );
}
