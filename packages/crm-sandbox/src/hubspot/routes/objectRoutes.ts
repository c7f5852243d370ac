import type { Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { archiveBatch } from '../batch/archive.ts';
import { createBatch } from '../batch/create.ts';
import { readBatch } from '../batch/read.ts';
import { updateBatch } from '../batch/update.ts';
import { upsertBatch } from '../batch/upsert.ts';
import { listRecords } from '../records/list.ts';
import { mergeRequest } from '../records/merge.ts';
import { archiveOne, createOne, readOne, updateOne } from '../records/single.ts';
import { parseSearch } from '../search/request.ts';
import { search } from '../search/search.ts';
import { guarded, type ObjectRoute } from './guarded.ts';

const BASES = ['/crm/v3/objects', '/crm/objects/2026-03', '/crm/objects/2026-09'];

/** Records: https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide and the same for the other objects. */
export function objectRoutes(account: HubSpotAccount): Route[] {
  const routes = [...batchRoutes(account), ...singleRoutes(account)];
  return BASES.flatMap((base) =>
    routes.map((route) => guarded(account, { ...route, pattern: `${base}${route.pattern}` })),
  );
}

function batchRoutes(account: HubSpotAccount): ObjectRoute[] {
  return [
    {
      method: 'POST',
      pattern: '/:object/search',
      access: 'read',
      handle: ({ store, request }) => ({
        status: 200,
        json: search(account, store, parseSearch(store, request.body)),
      }),
    },
    {
      method: 'POST',
      pattern: '/:object/batch/read',
      access: 'read',
      handle: ({ store, request }) => readBatch(account, store, request),
    },
    ...(
      [
        ['create', createBatch],
        ['update', updateBatch],
        ['upsert', upsertBatch],
        ['archive', archiveBatch],
      ] as const
    ).map(
      ([name, run]): ObjectRoute => ({
        method: 'POST',
        pattern: `/:object/batch/${name}`,
        access: 'write',
        handle: ({ store, request }) => run(account, store, request),
      }),
    ),
    {
      method: 'POST',
      pattern: '/:object/merge',
      access: 'write',
      handle: ({ store, request }) => mergeRequest(account, store, request),
    },
  ];
}

function singleRoutes(account: HubSpotAccount): ObjectRoute[] {
  return [
    {
      method: 'GET',
      pattern: '/:object',
      access: 'read',
      handle: ({ store, request }) => listRecords(account, store, request),
    },
    {
      method: 'POST',
      pattern: '/:object',
      access: 'write',
      handle: ({ store, request }) => createOne(account, store, request),
    },
    {
      method: 'GET',
      pattern: '/:object/:id',
      access: 'read',
      handle: ({ store, request, path }) => readOne(account, store, { id: path.id ?? '', request }),
    },
    {
      method: 'PATCH',
      pattern: '/:object/:id',
      access: 'write',
      handle: ({ store, request, path }) => updateOne(account, store, { id: path.id ?? '', request }),
    },
    {
      method: 'DELETE',
      pattern: '/:object/:id',
      access: 'write',
      handle: ({ store, path }) => archiveOne(account, store, path.id ?? ''),
    },
  ];
}
