import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { presentAssociations } from '../associations/presentV3.ts';
import { readBody, sentValues } from '../body.ts';
import { objectNotFound } from '../errors.ts';
import { refuseMissingRequired } from '../validation.ts';
import { archiveRecord } from './archive.ts';
import { createSchema, makeRecord, planRecord } from './create.ts';
import { findRow } from './find.ts';
import type { ObjectStore } from './objectStore.ts';
import { namesToReturn, present } from './present.ts';
import { applyWrite, checkWrite } from './write.ts';

/** Names in a query, comma-separated or repeated. */
export function listParameter(request: Pick<HttpRequest, 'query'>, name: string): string[] {
  return request.query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** Reads one record by id or unique value; the id of a record merged away gives the survivor. */
export function readOne(
  account: HubSpotAccount,
  store: ObjectStore,
  call: { id: string; request: HttpRequest },
): HttpReply {
  const { id, request } = call;
  const row = rowToRead(account, store, call);
  if (row === null) throw objectNotFound(id);
  const history = listParameter(request, 'propertiesWithHistory');
  const record = present(store, row, {
    names: namesToReturn(store, listParameter(request, 'properties')),
    source: store.table,
    ...(history.length > 0 ? { history } : {}),
  });
  const associations = presentAssociations(account, { store, row }, listParameter(request, 'associations'));
  return { status: 200, json: { ...record, ...(associations === null ? {} : { associations }) } };
}

function rowToRead(
  account: HubSpotAccount,
  store: ObjectStore,
  call: { id: string; request: HttpRequest },
): number | null {
  const { query } = call.request;
  if (query.get('archived') !== 'true')
    return findRow(account, store, { id: call.id, idProperty: query.get('idProperty') ?? undefined });
  const row = store.find(call.id);
  return row !== null && store.table.state(row) === 'archived' ? row : null;
}

export function createOne(account: HubSpotAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const input = readBody(request, createSchema);
  const planned = planRecord(account, store, input);
  refuseMissingRequired(account, store, { request, row: null, values: planned.values });
  const row = makeRecord(account, store, {
    ...planned,
    change: { at: account.clock.now(), source: 'INTEGRATION' },
  });
  return { status: 201, json: presentWritten(store, row, Object.keys(input.properties)) };
}

export function updateOne(
  account: HubSpotAccount,
  store: ObjectStore,
  call: { id: string; request: HttpRequest },
): HttpReply {
  const { id, request } = call;
  const { properties } = readBody(request, z.object({ properties: sentValues }));
  const idProperty = request.query.get('idProperty') ?? undefined;
  const row = findRow(account, store, { id, idProperty, forWriting: true });
  if (row === null) throw objectNotFound(id);
  const values = checkWrite(account, store, { row, sent: properties });
  refuseMissingRequired(account, store, { request, row, values });
  applyWrite(account, store, { row, values, change: { at: account.clock.now(), source: 'INTEGRATION' } });
  return { status: 200, json: presentWritten(store, row, Object.keys(properties)) };
}

/** Deleting what is not there is no error. */
export function archiveOne(account: HubSpotAccount, store: ObjectStore, id: string): HttpReply {
  const row = store.findLive(id);
  if (row !== null) archiveRecord(account, store, row);
  return { status: 204 };
}

function presentWritten(store: ObjectStore, row: number, written: readonly string[]) {
  return present(store, row, { names: namesToReturn(store, written), source: store.table });
}
