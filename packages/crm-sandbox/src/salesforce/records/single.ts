import { z } from 'zod';
import type { HttpReply } from '../../http/exchange.ts';
import { readBody, type SentValues, sentValue } from '../body.ts';
import { badRequest, notFound, RecordProblem } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import { visibleField, visibleFields } from '../permissions.ts';
import { type Call, writerOf } from '../routes/guarded.ts';
import { createRecord } from './create.ts';
import { rowInPath, rowsByKey } from './find.ts';
import type { RecordStore } from './recordStore.ts';
import { removeRecord } from './remove.ts';
import { typedValue } from './typed.ts';
import { applyWrite, checkWrite } from './write.ts';

const valuesSchema = z.record(z.string(), z.union([sentValue, z.looseObject({})]));

/** The values of a body; `attributes` says what the path says already. */
function sentValues(call: Call): SentValues {
  const { attributes: _attributes, ...sent } = readBody(call.request, valuesSchema);
  return z.record(z.string(), sentValue).parse(sent);
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_retrieve_get.htm */
export function readOne(org: SalesforceOrg, call: Call): HttpReply {
  const store = org.store(call.path.object ?? '');
  const row = rowInPath(store, call.path.id ?? '');
  if (store.table.state(row) !== 'live') throw new RecordProblem('ENTITY_IS_DELETED', 'entity is deleted');
  return { status: 200, json: presentWhole(org, call, { store, row }) };
}

/** A record with the fields asked for, or with all that the user sees. */
function presentWhole(
  org: SalesforceOrg,
  call: Call,
  { store, row }: { store: RecordStore; row: number },
): object {
  const asked = call.request.query.get('fields')?.split(',') ?? null;
  const { userId } = call.grant;
  const fields =
    asked?.map((name) => {
      const field = visibleField(org, userId, { store, name: name.trim() });
      if (field === null)
        throw badRequest('INVALID_FIELD', `No such column '${name}' on sobject of type ${store.type.name}`);
      return field;
    }) ?? visibleFields(org, userId, store);
  const attributes = {
    type: store.type.name,
    url: `${call.root}/sobjects/${store.type.name}/${store.id(row)}`,
  };
  const values = fields.map((field) => [field.name, typedValue(field, store.value(row, field.name))]);
  return { attributes, Id: store.id(row), ...Object.fromEntries(values) };
}

/** Answers 201 with the new id; throws {@link RecordProblem} where the record cannot be: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_create.htm */
export function createOne(org: SalesforceOrg, call: Call): HttpReply {
  const store = allowing(org, call, 'create');
  const by = writerOf(call);
  const values = checkWrite(org, store, { row: null, sent: sentValues(call), by });
  const row = createRecord(org, store, { values, by });
  return { status: 201, json: { id: store.id(row), success: true, errors: [] } };
}

/** Answers 204 without a body. */
export function updateOne(org: SalesforceOrg, call: Call): HttpReply {
  const store = allowing(org, call, 'update');
  writeRow(org, call, { store, row: rowInPath(store, call.path.id ?? ''), sent: sentValues(call) });
  return { status: 204 };
}

/** Moves a record to the recycle bin; answers 204. */
export function deleteOne(org: SalesforceOrg, call: Call): HttpReply {
  const store = allowing(org, call, 'delete');
  removeRecord(org, store, { row: rowInPath(store, call.path.id ?? ''), by: writerOf(call) });
  return { status: 204 };
}

/** A record by an external id; 404 where none has it, 300 where several do. */
export function readByKey(org: SalesforceOrg, call: Call): HttpReply {
  const store = org.store(call.path.object ?? '');
  const [row, another] = rowsInPath(store, call);
  if (row === undefined) throw notFound();
  if (another !== undefined) return severalRecords(store, call);
  return { status: 200, json: presentWhole(org, call, { store, row }) };
}

/** 201 where it made a record, 200 where it found one: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm */
export function upsertOne(org: SalesforceOrg, call: Call): HttpReply {
  const store = allowing(org, call, 'update');
  const { field = '', value = '' } = call.path;
  const [row, another] = rowsInPath(store, call);
  if (another !== undefined) return severalRecords(store, call);
  const sent = sentValues(call);
  if (row !== undefined) {
    writeRow(org, call, { store, row, sent });
    return { status: 200, json: { id: store.id(row), success: true, errors: [], created: false } };
  }
  const by = writerOf(call);
  const values = checkWrite(org, store, { row: null, sent: { ...sent, [field]: value }, by });
  const made = createRecord(org, store, { values, by });
  return { status: 201, json: { id: store.id(made), success: true, errors: [], created: true } };
}

function rowsInPath(store: RecordStore, { path }: Call): readonly number[] {
  return rowsByKey(store, { field: path.field ?? '', value: path.value ?? '' });
}

/** A key that several records have is answered with 300 and their addresses. */
function severalRecords(store: RecordStore, call: Call): HttpReply {
  const addresses = rowsInPath(store, call).map(
    (row) => `${call.root}/sobjects/${store.type.name}/${store.id(row)}`,
  );
  return { status: 300, json: addresses };
}

function writeRow(
  org: SalesforceOrg,
  call: Call,
  write: { store: RecordStore; row: number; sent: SentValues },
): void {
  const by = writerOf(call);
  const { store, row } = write;
  applyWrite(org, store, { row, by, values: checkWrite(org, store, { row, sent: write.sent, by }) });
}

/** The object of the path; throws where its records cannot be written so. */
function allowing(org: SalesforceOrg, call: Call, action: keyof RecordStore['type']['allows']): RecordStore {
  const store = org.store(call.path.object ?? '');
  if (!store.type.allows[action])
    throw badRequest(
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      `entity type cannot be changed: ${store.type.name}`,
    );
  return store;
}
