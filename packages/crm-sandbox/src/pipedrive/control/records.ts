import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PathParameters, Route } from '../../http/router.ts';
import type { PipedriveAccount } from '../account.ts';
import { notFound } from '../errors.ts';
import { convertLead } from '../leads/conversions.ts';
import { mergeRecords } from '../records/merge.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import type { StoredRecord } from '../records/record.ts';
import { deleteRecord, liveRecord, restoreRecord } from '../records/remove.ts';
import { createRecord, updateRecord } from '../records/write.ts';
import { dumpLines, dumpRecord } from './dump.ts';
import { readProperties } from './properties.ts';

type Handle = (store: ObjectStore, request: HttpRequest, path: PathParameters) => HttpReply;

const BASE = '/_sandbox/objects/:object';

/** Records as a person at the screen sees and changes them; nothing here counts against a limit. */
export function recordRoutes(account: PipedriveAccount): Route[] {
  const route = (method: string, below: string, handle: Handle): Route => ({
    method,
    pattern: `${BASE}${below}`,
    handle: (request, path) => handle(account.namedStore(path.object ?? ''), request, path),
  });
  return [
    route('GET', '', (store, { query }) => ({ status: 200, lines: dumpLines(store, query) })),
    route('GET', '/:id', (store, _request, { id = '' }) => readRecord(store, id)),
    route('POST', '/merge', (store, request) => mergeByPerson(account, store, request)),
    route('POST', '/convert', (store, request) => convertByPerson(account, store, request)),
    route('POST', '/modify', (store, request) => modifyMany(account, store, request)),
    route('POST', '/:id/restore', (store, _request, { id = '' }) =>
      dumped(restoreRecord(account, store, id)),
    ),
    route('POST', '', (store, request) => createByPerson(account, store, request)),
    route('PATCH', '/:id', (store, request, { id = '' }) => {
      const { properties } = controlBody(request, propertiesSchema);
      return dumped(edit(account, store, { record: liveRecord(store, id), properties, isBulk: false }));
    }),
    route('DELETE', '/:id', (store, _request, { id = '' }) => {
      deleteRecord(account, store, { record: liveRecord(store, id), source: 'app' });
      return { status: 204 };
    }),
  ];
}

const idSchema = z.union([z.string(), z.number()]);
const propertiesSchema = z.strictObject({ properties: z.record(z.string(), z.unknown()) });

function readRecord(store: ObjectStore, id: string): HttpReply {
  const record = store.find(id);
  if (record === null) throw notFound(store.type.singular);
  return dumped(record);
}

function createByPerson(account: PipedriveAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const { properties } = controlBody(request, propertiesSchema);
  const values = readProperties(account, store, { properties, record: null });
  const id = store.type.name === 'leads' ? { id: randomUUID() } : {};
  const record = createRecord(account, store, { ...values, ...id, source: 'app' });
  return { ...dumped(record), status: 201 };
}

function edit(
  account: PipedriveAccount,
  store: ObjectStore,
  change: { record: StoredRecord; properties: Readonly<Record<string, unknown>>; isBulk: boolean },
): StoredRecord {
  const { record, isBulk } = change;
  const values = readProperties(account, store, change);
  updateRecord(account, store, { ...values, record, source: 'app', isBulk });
  return record;
}

function mergeByPerson(account: PipedriveAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const { primaryId, loserId } = controlBody(request, z.object({ primaryId: idSchema, loserId: idSchema }));
  return dumped(mergeRecords(account, store, { survivorId: primaryId, loserId, source: 'app' }));
}

/** A lead becomes a deal; the answer is the lead as it is now, with the deal's id. */
function convertByPerson(account: PipedriveAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const { id } = controlBody(request, z.object({ id: idSchema }));
  if (store.type.name !== 'leads') throw notFound('Conversion');
  const lead = liveRecord(store, id);
  const deal = convertLead(account, lead, 'app');
  return { status: 200, json: { ...dumpRecord(lead), dealId: String(deal.id) } };
}

const modifySchema = propertiesSchema.extend({
  /** The first live records, in order of creation … */
  count: z.int().positive().optional(),
  /** … or these. */
  ids: z.array(idSchema).optional(),
});

/** Modifies many records in one and the same second, as a bulk edit does. */
function modifyMany(account: PipedriveAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const { count, ids, properties } = controlBody(request, modifySchema);
  const records =
    ids === undefined ? [...store.live()].slice(0, count) : ids.map((id) => liveRecord(store, id));
  const at = account.now();
  for (const record of records) edit(account, store, { record, properties, isBulk: true });
  return { status: 200, json: { modified: records.length, at } };
}

function dumped(record: StoredRecord): HttpReply {
  return { status: 200, json: dumpRecord(record) };
}
