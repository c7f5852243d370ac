import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { answer } from '../answer.ts';
import { readBody } from '../body.ts';
import { deleteRecord, liveRecord, readableRecord } from '../records/remove.ts';
import { createRecord, updateRecord } from '../records/write.ts';
import { USERS } from '../users.ts';
import { readLead } from './body.ts';
import { presentLead } from './present.ts';

const anyBody = z.record(z.string(), z.unknown());

/** One lead; throws the 404 or 410 where the id shows nothing. */
export function readOneLead(account: PipedriveAccount, id: string): HttpReply {
  return answer(presentLead(account, readableRecord(account, account.store('leads'), id)));
}

/** Makes a lead with a UUID; throws the 400 where it is linked to nobody. */
export function createOneLead(account: PipedriveAccount, request: HttpRequest): HttpReply {
  const { attributes, custom } = readLead(account, readBody(request, anyBody), null);
  const record = createRecord(account, account.store('leads'), {
    id: randomUUID(),
    attributes: { creator_id: USERS[0].id, ...attributes },
    custom,
    source: 'api',
  });
  return answer(presentLead(account, record), 201);
}

/** Changes what is given; a custom value of `null` is taken away. */
export function updateOneLead(account: PipedriveAccount, id: string, request: HttpRequest): HttpReply {
  const store = account.store('leads');
  const record = liveRecord(store, id);
  const values = readLead(account, readBody(request, anyBody), record);
  updateRecord(account, store, { ...values, record, source: 'api' });
  return answer(presentLead(account, record));
}

/** Deletes a lead; throws the 404 where it is not live. */
export function deleteOneLead(account: PipedriveAccount, id: string): HttpReply {
  const store = account.store('leads');
  const record = liveRecord(store, id);
  deleteRecord(account, store, { record, source: 'api' });
  return answer({ id: record.id });
}
