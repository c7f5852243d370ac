import type { Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { createPropertyBatch, readPropertyBatch } from '../properties/batch.ts';
import { createGroup, listGroups, readGroup } from '../properties/groups.ts';
import { archiveOne, createOne, listAll, readOne, updateOne } from '../properties/single.ts';
import { guarded, type ObjectCall } from './guarded.ts';

const BASES = ['/crm/v3/properties', '/crm/properties/2026-03', '/crm/properties/2026-09'];

/** Properties and their groups: https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide */
export function propertyRoutes(account: HubSpotAccount): Route[] {
  const route = (
    method: string,
    pattern: string,
    handle: (call: ObjectCall) => ReturnType<typeof listAll>,
  ) => {
    const reads = method === 'GET' || pattern.endsWith('/batch/read');
    return guarded(account, { method, pattern, access: reads ? 'schemaRead' : 'schemaWrite', handle });
  };
  return BASES.flatMap((base) => [
    route('GET', `${base}/:object/groups`, ({ store }) => listGroups(store)),
    route('POST', `${base}/:object/groups`, ({ store, request }) => createGroup(store, request)),
    route('GET', `${base}/:object/groups/:group`, ({ store, path }) => readGroup(store, path.group ?? '')),
    route('POST', `${base}/:object/batch/read`, ({ store, request }) =>
      readPropertyBatch(account, store, request),
    ),
    route('POST', `${base}/:object/batch/create`, ({ store, request }) =>
      createPropertyBatch(account, store, request),
    ),
    route('GET', `${base}/:object`, ({ store }) => listAll(store)),
    route('POST', `${base}/:object`, ({ store, request }) => createOne(account, store, request)),
    route('GET', `${base}/:object/:name`, ({ store, path }) => readOne(store, path.name ?? '')),
    route('PATCH', `${base}/:object/:name`, ({ store, path, request }) =>
      updateOne(account, store, { name: path.name ?? '', request }),
    ),
    route('DELETE', `${base}/:object/:name`, ({ store, path }) => archiveOne(store, path.name ?? '')),
  ]);
}
