import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { idText, readBody } from '../body.ts';
import { archiveRecord } from '../records/archive.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { refuseLargeBatch } from './envelope.ts';

const archiveSchema = z.object({ inputs: z.array(z.object({ id: idText })) });

/** Deletes up to 100 records; ids that are not there are passed over. */
export function archiveBatch(account: HubSpotAccount, store: ObjectStore, request: HttpRequest): HttpReply {
  const { inputs } = readBody(request, archiveSchema);
  refuseLargeBatch(inputs.length);
  for (const { id } of inputs) {
    const row = store.findLive(id);
    if (row !== null) archiveRecord(account, store, row);
  }
  return { status: 204 };
}
