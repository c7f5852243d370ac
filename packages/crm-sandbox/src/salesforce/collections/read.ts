import { z } from 'zod';
import type { HttpReply } from '../../http/exchange.ts';
import { readBody } from '../body.ts';
import { badRequest } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import { visibleField } from '../permissions.ts';
import { typedValue } from '../records/typed.ts';
import type { Call } from '../routes/guarded.ts';

const bodySchema = z.object({ ids: z.array(z.string()), fields: z.array(z.string()) });

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_retrieve.htm */
const MOST_BY_GET = 800;
const MOST_BY_POST = 2000;

/** `GET /composite/sobjects/:object?ids=…&fields=…`, at most 800. */
export function readManyByGet(org: SalesforceOrg, call: Call): HttpReply {
  const list = (name: string) =>
    (call.request.query.get(name) ?? '').split(',').filter((part) => part !== '');
  return readMany(org, call, { ids: list('ids'), fields: list('fields'), most: MOST_BY_GET });
}

/** `POST /composite/sobjects/:object` `{ids, fields}`, at most 2,000. */
export function readManyByPost(org: SalesforceOrg, call: Call): HttpReply {
  return readMany(org, call, { ...readBody(call.request, bodySchema), most: MOST_BY_POST });
}

/** Records in the order of their ids; `null` for those that are not there. */
function readMany(
  org: SalesforceOrg,
  call: Call,
  asked: { ids: readonly string[]; fields: readonly string[]; most: number },
): HttpReply {
  const store = org.store(call.path.object ?? '');
  if (asked.ids.length > asked.most)
    throw badRequest(
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${asked.most} records into this call`,
    );
  const fields = asked.fields.map((name) => {
    const field = visibleField(org, call.grant.userId, { store, name });
    if (field === null)
      throw badRequest('INVALID_FIELD', `No such column '${name}' on sobject of type ${store.type.name}`);
    return field;
  });
  const records = asked.ids.map((id) => {
    const row = store.liveRowOf(id);
    if (row === null) return null;
    const values = fields.map((field) => [field.name, typedValue(field, store.value(row, field.name))]);
    const url = `${call.root}/sobjects/${store.type.name}/${store.id(row)}`;
    return { attributes: { type: store.type.name, url }, Id: store.id(row), ...Object.fromEntries(values) };
  });
  return { status: 200, json: records };
}
