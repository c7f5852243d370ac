import type { HttpReply } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import { deletedIds, updatedIds } from '../changes/changes.ts';
import { readManyByGet, readManyByPost } from '../collections/read.ts';
import { createMany, deleteMany, updateMany, upsertMany } from '../collections/write.ts';
import { limitsReport } from '../limitsReport.ts';
import { describeGlobal, describeObject } from '../objects/describe.ts';
import type { SalesforceOrg } from '../org.ts';
import { originOf } from '../origin.ts';
import { nextBatch, runQuery } from '../query/query.ts';
import { createOne, deleteOne, readByKey, readOne, updateOne, upsertOne } from '../records/single.ts';
import { versionList } from '../versions.ts';
import { type Call, guarded } from './guarded.ts';

type Handle = (org: SalesforceOrg, call: Call) => HttpReply;

/** The REST API: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_list.htm */
export function dataRoutes(org: SalesforceOrg): Route[] {
  const route = (method: string, pattern: string, handle: Handle): Route =>
    guarded(org, [method, pattern], (call) => handle(org, call));
  const one = '/sobjects/:object';
  const many = '/composite/sobjects';
  return [
    { method: 'GET', pattern: '/services/data', handle: () => ({ status: 200, json: versionList() }) },
    route('GET', '', resources),
    route('GET', '/limits', limitsReport),
    route('GET', '/query', (_org, call) => runQuery(org, call, { withDeleted: false })),
    route('GET', '/queryAll', (_org, call) => runQuery(org, call, { withDeleted: true })),
    route('GET', '/query/:locator', (_org, call) => nextBatch(org, call, call.path.locator ?? '')),
    route('GET', '/queryAll/:locator', (_org, call) => nextBatch(org, call, call.path.locator ?? '')),
    route('GET', '/sobjects', describeGlobal),
    route('GET', `${one}/describe`, describeObject),
    route('GET', `${one}/updated`, updatedIds),
    route('GET', `${one}/deleted`, deletedIds),
    route('POST', one, createOne),
    route('GET', `${one}/:id`, readOne),
    route('PATCH', `${one}/:id`, updateOne),
    route('DELETE', `${one}/:id`, deleteOne),
    route('GET', `${one}/:field/:value`, readByKey),
    route('PATCH', `${one}/:field/:value`, upsertOne),
    route('POST', many, createMany),
    route('PATCH', many, updateMany),
    route('DELETE', many, deleteMany),
    route('GET', `${many}/:object`, readManyByGet),
    route('POST', `${many}/:object`, readManyByPost),
    route('PATCH', `${many}/:object/:field`, upsertMany),
  ];
}

/** https://developer.salesforce.com/docs/platform/api-rest/guide/dome-discoveryresource.html */
function resources(org: SalesforceOrg, { root, request, grant }: Call): HttpReply {
  const names = ['composite', 'jobs', 'limits', 'query', 'queryAll', 'sobjects', 'tooling'];
  const identity = `${originOf(request)}/id/${org.id}/${grant.userId}`;
  return {
    status: 200,
    json: { ...Object.fromEntries(names.map((name) => [name, `${root}/${name}`])), identity },
  };
}
