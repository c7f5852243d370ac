import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { answer } from '../answer.ts';
import { readBody } from '../body.ts';
import { checkCustom } from '../fields/value.ts';
import { asJson, bodySchema, type SentRecord } from './bodies.ts';
import { readIncludeFields } from './includeFields.ts';
import { readCustomFields } from './listQuery.ts';
import type { ObjectStore } from './objectStore.ts';
import type { CoreObject } from './objectType.ts';
import { presentV2 } from './present.ts';
import type { StoredRecord, Values } from './record.ts';
import { deleteRecord, liveRecord, readableRecord } from './remove.ts';
import { createRecord, updateRecord } from './write.ts';

/** One call to an object of v2. */
export interface CoreCall {
  readonly object: CoreObject;
  readonly request: HttpRequest;
  readonly id: string;
}

/** Reads one record with what `custom_fields` and `include_fields` ask for; throws the 404 or 410 where the id shows nothing. */
export function readOne(account: PipedriveAccount, { object, request, id }: CoreCall): HttpReply {
  const store = account.store(object);
  const record = readableRecord(account, store, id);
  const extras = readIncludeFields(account, store, request.query)(record);
  return answer(presentV2(store, record, { customFields: readCustomFields(request.query), extras }));
}

/** Makes a record of a checked body; throws the 400 for any other. */
export function createOne(account: PipedriveAccount, { object, request }: CoreCall): HttpReply {
  const store = account.store(object);
  const sent = checkedRecord(store, readBody(request, bodySchema(object, 'create')));
  const record = createRecord(account, store, { ...sent, source: 'api' });
  return answer(presentV2(store, record));
}

/** Changes what is given and leaves the rest; there is no way to change several records at once. */
export function updateOne(account: PipedriveAccount, { object, request, id }: CoreCall): HttpReply {
  const store = account.store(object);
  const record = liveRecord(store, id);
  const sent = checkedRecord(store, readBody(request, bodySchema(object, 'update')));
  updateRecord(account, store, { ...sent, record, source: 'api' });
  return answer(presentV2(store, record));
}

/** Deletes a record; throws the 404 where it is not live. */
export function deleteOne(account: PipedriveAccount, { object, id }: CoreCall): HttpReply {
  const store = account.store(object);
  const record: StoredRecord = liveRecord(store, id);
  deleteRecord(account, store, { record, source: 'api' });
  return answer({ id: record.id });
}

/** Attributes and custom fields of a body, each checked. */
export function checkedRecord(store: ObjectStore, sent: SentRecord): { attributes: Values; custom: Values } {
  const attributes = Object.entries(sent.attributes).map(([name, value]) => [name, asJson(value)] as const);
  return { attributes: Object.fromEntries(attributes), custom: checkCustom(store.fields, sent.custom) };
}
