import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PathParameters, Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { idText, sentValues } from '../body.ts';
import { objectNotFound } from '../errors.ts';
import { archiveRecord, restoreRecord } from '../records/archive.ts';
import { createSchema, makeRecord, planRecord } from '../records/create.ts';
import { mergeRecords } from '../records/merge.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import type { Change } from '../records/write.ts';
import { applyWrite, checkWrite } from '../records/write.ts';
import { dumpLines, dumpRecord } from './dump.ts';

type Handle = (store: ObjectStore, request: HttpRequest, path: PathParameters) => HttpReply;

/** Records as a person at the screen sees and changes them; nothing here counts against a limit. */
export function recordRoutes(account: HubSpotAccount): Route[] {
  const base = '/_sandbox/objects/:object';
  const route = (method: string, pattern: string, handle: Handle): Route => ({
    method,
    pattern,
    handle: (request, path) => handle(account.store(path.object ?? ''), request, path),
  });
  return [
    route('GET', base, (store, request) => ({ status: 200, lines: dumpLines(store, request.query) })),
    route('GET', `${base}/:id`, (store, _request, path) => readRecord(store, path.id ?? '')),
    route('POST', `${base}/merge`, (store, request) => mergeByPerson(account, store, request)),
    route('POST', `${base}/modify`, (store, request) => modifyMany(account, store, request)),
    route('POST', `${base}/:id/restore`, (store, _request, path) => ({
      status: 200,
      json: dumpRecord(store, restoreRecord(account, store, path.id ?? ''), null),
    })),
    route('POST', base, (store, request) => createByPerson(account, store, request)),
    route('PATCH', `${base}/:id`, (store, request, path) =>
      editByPerson(account, store, { id: path.id ?? '', request }),
    ),
    route('DELETE', `${base}/:id`, (store, _request, path) => {
      archiveRecord(account, store, liveRow(store, path.id ?? ''));
      return { status: 204 };
    }),
  ];
}

function readRecord(store: ObjectStore, id: string): HttpReply {
  const row = store.find(id);
  if (row === null) throw objectNotFound(id);
  return { status: 200, json: dumpRecord(store, row, null) };
}

function createByPerson(account: HubSpotAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const planned = planRecord(account, store, controlBody(request, createSchema));
  const row = makeRecord(account, store, { ...planned, change: byPerson(account) });
  return { status: 201, json: dumpRecord(store, row, null) };
}

function editByPerson(
  account: HubSpotAccount,
  store: ObjectStore,
  edit: { id: string; request: HttpRequest },
): HttpReply {
  const row = liveRow(store, edit.id);
  const { properties } = controlBody(edit.request, z.object({ properties: sentValues }));
  applyWrite(account, store, {
    row,
    values: checkWrite(account, store, { row, sent: properties }),
    change: byPerson(account),
  });
  return { status: 200, json: dumpRecord(store, row, null) };
}

function mergeByPerson(account: HubSpotAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const ids = controlBody(request, z.object({ primaryId: idText, loserId: idText }));
  return { status: 200, json: dumpRecord(store, mergeRecords(account, store, ids), null) };
}

const modifySchema = z.object({
  /** The first live records, in order of id … */
  count: z.int().positive().optional(),
  /** … or these. */
  ids: z.array(idText).optional(),
  properties: sentValues,
});

/** Modifies many records in one and the same millisecond, as an import or a workflow does. */
function modifyMany(account: HubSpotAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const { count, ids, properties } = controlBody(request, modifySchema);
  const rows =
    ids === undefined
      ? firstLive(store, count ?? Number.POSITIVE_INFINITY)
      : ids.map((id) => liveRow(store, id));
  const change = byPerson(account);
  for (const row of rows)
    applyWrite(account, store, {
      row,
      values: checkWrite(account, store, { row, sent: properties }),
      change,
    });
  return { status: 200, json: { modified: rows.length, at: change.at } };
}

function firstLive(store: ObjectStore, count: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < store.table.size && rows.length < count; row += 1)
    if (store.table.state(row) === 'live') rows.push(row);
  return rows;
}

function liveRow(store: ObjectStore, id: string): number {
  const row = store.findLive(id);
  if (row === null) throw objectNotFound(id);
  return row;
}

function byPerson(account: HubSpotAccount): Change {
  return { at: account.clock.now(), source: 'CRM_UI' };
}
