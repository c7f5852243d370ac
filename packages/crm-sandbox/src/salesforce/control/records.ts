import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PathParameters, Route } from '../../http/router.ts';
import { sentValue } from '../body.ts';
import { notFound, RecordProblem } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import { convertLead } from '../records/convert.ts';
import { createRecord } from '../records/create.ts';
import { rowInPath } from '../records/find.ts';
import { mergeRecords } from '../records/merge.ts';
import type { RecordStore } from '../records/recordStore.ts';
import { purge, removeRecord, restoreRecord } from '../records/remove.ts';
import { applyWrite, checkWrite } from '../records/write.ts';
import type { Writer } from '../records/writer.ts';
import { dumpLines, dumpRecord, stateOf } from './dump.ts';

type Handle = (store: RecordStore, request: HttpRequest, path: PathParameters) => HttpReply;

const propertiesSchema = z.object({ properties: z.record(z.string(), sentValue) });

/** Records as a person at the screen sees and changes them; nothing here counts against a limit. */
export function recordRoutes(org: SalesforceOrg): Route[] {
  const base = '/_sandbox/objects/:object';
  const route = (method: string, pattern: string, handle: Handle): Route => ({
    method,
    pattern,
    handle: (request, path) => handle(org.store(path.object ?? ''), request, path),
  });
  return [
    {
      method: 'POST',
      pattern: '/_sandbox/recycle-bin/empty',
      handle: () => ({ status: 200, json: { purged: purge(org) } }),
    },
    route('GET', base, (store, request) => ({ status: 200, lines: dumpLines(store, request.query) })),
    route('GET', `${base}/:id`, (store, _request, path) => shown(store, rowInPath(store, path.id ?? ''))),
    route('POST', `${base}/merge`, (store, request) => mergeByPerson(org, store, request)),
    route('POST', `${base}/convert`, (store, request) => convertByPerson(org, store, request)),
    route('POST', `${base}/modify`, (store, request) => modifyMany(org, store, request)),
    route('POST', `${base}/:id/restore`, (store, _request, path) => {
      const row = rowInPath(store, path.id ?? '');
      restoreRecord(org, store, { row, by: person(org) });
      return shown(store, row);
    }),
    route('POST', base, (store, request) => createByPerson(org, store, request)),
    route('PATCH', `${base}/:id`, (store, request, path) => editByPerson(org, store, { request, path })),
    route('DELETE', `${base}/:id`, (store, _request, path) => {
      removeRecord(org, store, { row: rowInPath(store, path.id ?? ''), by: person(org) });
      return { status: 204 };
    }),
  ];
}

function shown(store: RecordStore, row: number, status = 200): HttpReply {
  return { status, json: dumpRecord(store, row, null) };
}

/** Somebody of the customer's, not the app. */
function person(org: SalesforceOrg): Writer {
  const users = org.store('User');
  return { userId: users.id(1), kind: 'person' };
}

function createByPerson(org: SalesforceOrg, store: RecordStore, request: HttpRequest): HttpReply {
  const { properties } = controlBody(request, propertiesSchema);
  const by = person(org);
  const values = checkWrite(org, store, { row: null, sent: properties, by });
  return shown(store, createRecord(org, store, { values, by }), 201);
}

function editByPerson(
  org: SalesforceOrg,
  store: RecordStore,
  { request, path }: { request: HttpRequest; path: PathParameters },
): HttpReply {
  const { properties } = controlBody(request, propertiesSchema);
  const row = rowInPath(store, path.id ?? '');
  const by = person(org);
  applyWrite(org, store, { row, by, values: checkWrite(org, store, { row, sent: properties, by }) });
  return shown(store, row);
}

const mergeSchema = z.object({ primaryId: z.string(), loserId: z.string() });

function mergeByPerson(org: SalesforceOrg, store: RecordStore, request: HttpRequest): HttpReply {
  const { primaryId, loserId } = controlBody(request, mergeSchema);
  const [primary, loser] = [liveRow(store, primaryId), liveRow(store, loserId)];
  mergeRecords(org, store, { primary, loser, by: person(org) });
  return shown(store, primary);
}

const convertSchema = z.object({ id: z.string(), opportunity: z.boolean().default(true) });

function convertByPerson(org: SalesforceOrg, store: RecordStore, request: HttpRequest): HttpReply {
  if (store.type.name !== 'Lead') throw new RecordProblem('INVALID_OPERATION', 'only leads can be converted');
  const { id, opportunity } = controlBody(request, convertSchema);
  const row = liveRow(store, id);
  convertLead(org, { row, by: person(org), withOpportunity: opportunity });
  return shown(store, row);
}

const modifySchema = propertiesSchema.extend({
  /** The first live records, in order of id … */
  count: z.int().positive().optional(),
  /** … or these. */
  ids: z.array(z.string()).optional(),
  /** `system`: an automated process, which leaves LastModifiedDate as it is. */
  by: z.enum(['person', 'system']).default('person'),
});

/** Modifies many records in one and the same instant, as an import or a flow does. */
function modifyMany(org: SalesforceOrg, store: RecordStore, request: HttpRequest): HttpReply {
  const { count, ids, properties, by: kind } = controlBody(request, modifySchema);
  const rows =
    ids === undefined
      ? firstLive(store, count ?? Number.POSITIVE_INFINITY)
      : ids.map((id) => liveRow(store, id));
  const by = { ...person(org), kind };
  const at = org.clock.now();
  for (const row of rows)
    applyWrite(org, store, { row, by, at, values: checkWrite(org, store, { row, sent: properties, by }) });
  return { status: 200, json: { modified: rows.length, at: org.stamp(at) } };
}

function firstLive(store: RecordStore, count: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < store.table.size && rows.length < count; row += 1)
    if (stateOf(store, row) === 'live') rows.push(row);
  return rows;
}

function liveRow(store: RecordStore, id: string): number {
  const row = store.liveRowOf(id);
  if (row === null) throw notFound(`There is no live ${store.type.name} ${id}.`);
  return row;
}
