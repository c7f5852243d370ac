import { type CrmRecord, type ReadRequest, requireReadBatch } from '@tamis/adapter';
import type { HubspotClient } from './client/index.ts';
import type { Catalogue } from './describe.ts';
import { PLANNING } from './limits.ts';
import { hubspotObject } from './objects.ts';
import { readRows } from './pull/batchRead.ts';

/** What a read works with. */
export interface ReadDesk {
  readonly client: HubspotClient;
  readonly catalogue: Catalogue;
}

/** Records as they stand now, by one batch read, which no lag of the search index touches. Throws `FieldGone` before anything is read. */
export async function read(
  { client, catalogue }: ReadDesk,
  request: ReadRequest,
): Promise<readonly CrmRecord[]> {
  requireReadBatch(request, PLANNING);
  const { ids, fields, signal } = request;
  const object = hubspotObject(request.object);
  if (ids.length === 0) return [];
  await catalogue.requireFields(object.name, fields, signal);
  const rows = await readRows(client, { object, fields, signal }, ids);
  const records = rows.flatMap(({ outcome }) => ('record' in outcome ? [outcome.record] : []));
  const byId = new Map(records.map((record) => [record.id, record]));
  // A merged id may be answered by its survivor, which was not asked for.
  return ids.flatMap((id) => byId.get(id) ?? []);
}
