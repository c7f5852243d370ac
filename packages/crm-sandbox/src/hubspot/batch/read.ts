import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { idText, readBody } from '../body.ts';
import { missingObjects } from '../errors.ts';
import { findRow } from '../records/find.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { namesToReturn, present } from '../records/present.ts';
import { batchReply, MAX_BATCH, refuseLargeBatch } from './envelope.ts';

const readSchema = z.object({
  inputs: z.array(z.object({ id: idText })),
  properties: z.array(z.string()).default([]),
  propertiesWithHistory: z.array(z.string()).default([]),
  idProperty: z.string().optional(),
});

/** https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide: with history, at most 50 records. */
const MAX_WITH_HISTORY = 50;

/** Reads up to 100 records by id or by another unique property; it returns no associations. */
export function readBatch(account: HubSpotAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const { inputs, properties, propertiesWithHistory, idProperty } = readBody(request, readSchema);
  const withHistory = propertiesWithHistory.length > 0;
  refuseLargeBatch(inputs.length, withHistory ? MAX_WITH_HISTORY : MAX_BATCH);
  const wanted = inputs.map(({ id }) => ({
    id,
    row: findArchivedOr(account, store, { id, idProperty, request }),
  }));
  const missing = wanted.filter(({ row }) => row === null).map(({ id }) => id);
  const rows = new Set(wanted.flatMap(({ row }) => (row === null ? [] : [row])));
  const view = {
    names: namesToReturn(store, properties),
    source: store.table,
    ...(withHistory ? { history: propertiesWithHistory } : {}),
  };
  const results = [...rows].map((row) => present(store, row, view));
  const errors = missing.length > 0 ? [missingObjects(store.type.singular, missing)] : [];
  return batchReply(account, { ok: 200, results, errors });
}

function findArchivedOr(
  account: HubSpotAccount,
  store: ObjectStore,
  wanted: { id: string; idProperty: string | undefined; request: HttpRequest },
): number | null {
  if (wanted.request.query.get('archived') !== 'true') return findRow(account, store, wanted);
  const row = store.find(wanted.id);
  return row !== null && store.table.state(row) === 'archived' ? row : null;
}
