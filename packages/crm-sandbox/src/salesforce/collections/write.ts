import { z } from 'zod';
import type { HttpReply } from '../../http/exchange.ts';
import { readBody, type SentValues, sentValue } from '../body.ts';
import { RecordProblem } from '../errors.ts';
import { isId } from '../ids.ts';
import type { SalesforceOrg } from '../org.ts';
import { createRecord } from '../records/create.ts';
import { rowByKey } from '../records/find.ts';
import type { RecordStore } from '../records/recordStore.ts';
import { removeRecord } from '../records/remove.ts';
import { applyWrite, checkWrite } from '../records/write.ts';
import type { Writer } from '../records/writer.ts';
import { type Call, writerOf } from '../routes/guarded.ts';
import { carryOut, type RowWork } from './carryOut.ts';
import type { RowResult } from './rowResult.ts';

const recordSchema = z.object({ attributes: z.object({ type: z.string() }) }).catchall(sentValue);
const bodySchema = z.object({ allOrNone: z.boolean().default(false), records: z.array(recordSchema) });
type SentRecord = z.infer<typeof recordSchema>;

/** Makes the work of one record. */
type WorkOf = (org: SalesforceOrg, record: { store: RecordStore; sent: SentValues; by: Writer }) => RowWork;

/** `POST /composite/sobjects` */
export function createMany(org: SalesforceOrg, call: Call): HttpReply {
  return writeMany(org, call, createWork);
}

/** `PATCH /composite/sobjects`: HTTP 200 also where rows fail. */
export function updateMany(org: SalesforceOrg, call: Call): HttpReply {
  return writeMany(org, call, updateWork);
}

/** `PATCH /composite/sobjects/:object/:field`: by an external id that stands in each record. */
export function upsertMany(org: SalesforceOrg, call: Call): HttpReply {
  const field = call.path.field ?? '';
  return writeMany(org, call, (_org, record) => upsertWork(org, { ...record, field }));
}

/** `DELETE /composite/sobjects?ids=…` */
export function deleteMany(org: SalesforceOrg, call: Call): HttpReply {
  const ids = (call.request.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  const allOrNone = call.request.query.get('allOrNone') === 'true';
  const works = ids.map((id) => deleteWork(org, { id, by: writerOf(call) }));
  return { status: 200, json: carryOut(org, works, allOrNone) };
}

function writeMany(org: SalesforceOrg, call: Call, workOf: WorkOf): HttpReply {
  const { records, allOrNone } = readBody(call.request, bodySchema);
  const by = writerOf(call);
  const works = records.map((record) => {
    const { store, sent } = addressed(org, record);
    return store === undefined ? noSuchObject(record) : workOf(org, { store, sent, by });
  });
  return { status: 200, json: carryOut(org, works, allOrNone) };
}

function addressed(
  org: SalesforceOrg,
  record: SentRecord,
): { store: RecordStore | undefined; sent: SentValues } {
  const { attributes, ...sent } = record;
  return { store: org.find(attributes.type), sent };
}

function noSuchObject({ attributes }: SentRecord): RowWork {
  return {
    prepare: () => {
      throw new RecordProblem('INVALID_TYPE', `sObject type '${attributes.type}' is not supported.`);
    },
  };
}

/** The work of creating one record. */
export const createWork: WorkOf = (org, { store, sent, by }) => ({
  prepare: () => {
    refuseUnless(store, 'create');
    const values = checkWrite(org, store, { row: null, sent, by });
    return () => written(store, createRecord(org, store, { values, by }));
  },
});

/** The work of updating the record whose id is among its values. */
export const updateWork: WorkOf = (org, { store, sent, by }) => {
  const { Id, id = Id, ...values } = sent;
  return {
    id: typeof id === 'string' ? id : undefined,
    prepare: () => {
      refuseUnless(store, 'update');
      const row = rowById(store, id);
      const checked = checkWrite(org, store, { row, sent: values, by });
      return () => {
        applyWrite(org, store, { row, values: checked, by });
        return written(store, row);
      };
    },
  };
};

/** The work of updating the record that has the external id, or of creating it. */
export function upsertWork(
  org: SalesforceOrg,
  upsert: { store: RecordStore; sent: SentValues; by: Writer; field: string },
): RowWork {
  const { store, sent, by, field } = upsert;
  return {
    prepare: () => {
      const { [field]: key, ...others } = sent;
      if (key === undefined || key === null || key === '')
        throw new RecordProblem('MISSING_ARGUMENT', `${field} not specified`);
      const row = rowByKey(store, { field, value: String(key) });
      const values = checkWrite(org, store, { row, sent: row === null ? sent : others, by });
      return () => {
        if (row === null)
          return { ...written(store, createRecord(org, store, { values, by })), created: true };
        applyWrite(org, store, { row, values, by });
        return { ...written(store, row), created: false };
      };
    },
  };
}

/** The work of deleting one record, of whatever object. */
export function deleteWork(org: SalesforceOrg, gone: { id: string; by: Writer }): RowWork {
  const { id, by } = gone;
  return {
    id,
    prepare: () => {
      const store = org.storeOfId(id);
      const row = store?.liveRowOf(id) ?? null;
      if (store === undefined || row === null)
        throw isId(id)
          ? new RecordProblem('ENTITY_IS_DELETED', 'entity is deleted')
          : new RecordProblem('MALFORMED_ID', `malformed id ${id}`);
      refuseUnless(store, 'delete');
      return () => {
        if (store.table.state(row) === 'live') removeRecord(org, store, { row, by });
        return written(store, row);
      };
    },
  };
}

function written(store: RecordStore, row: number): RowResult {
  return { id: store.id(row), success: true, errors: [] };
}

function refuseUnless(store: RecordStore, action: keyof RecordStore['type']['allows']): void {
  if (!store.type.allows[action])
    throw new RecordProblem(
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      `entity type cannot be changed: ${store.type.name}`,
    );
}

function rowById(store: RecordStore, id: unknown): number {
  if (typeof id !== 'string' || id === '')
    throw new RecordProblem('MISSING_ARGUMENT', 'Id not specified in an update call');
  const row = store.rowOf(id);
  if (row !== null) return row;
  if (isId(id) && id.startsWith(store.type.keyPrefix))
    throw new RecordProblem('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  throw new RecordProblem('MALFORMED_ID', `${store.type.label} ID: id value of incorrect type: ${id}`, [
    'Id',
  ]);
}
