import { type CrmRecord, type ReadRequest, requireReadBatch } from '@tamis/adapter';
import type { ReferenceClient } from './client.ts';
import { PLANNING } from './limits.ts';
import { requirePeople } from './objects.ts';
import { toRecord } from './pull.ts';
import { pageSchema } from './wire.ts';

/** People as they stand now; the CRM shows those who are gone as well, and they are left out. */
export async function read(client: ReferenceClient, request: ReadRequest): Promise<readonly CrmRecord[]> {
  requireReadBatch(request, PLANNING);
  const { object, ids, fields, signal } = request;
  requirePeople(object);
  if (ids.length === 0) return [];
  const path = `/people/now?ids=${ids.join(',')}&fields=${fields.join(',')}`;
  const { rows } = await client.call({ method: 'GET', path, effect: 'read', schema: pageSchema, signal });
  return rows.filter(({ end }) => end === null).map(toRecord);
}
