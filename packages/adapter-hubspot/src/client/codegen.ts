import * as associations from '@hubspot/api-client/lib/codegen/crm/associations/v4/index.js';
import * as objects from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import * as properties from '@hubspot/api-client/lib/codegen/crm/properties/index.js';

/**
 * The generated parts of `@hubspot/api-client` that are used, imported one by one: its `Client` would add a limiter and a
 * retry that are process-wide singletons, and has neither timeouts nor abort signals. Their documented seam, `httpApi`, is
 * where our own transport goes in.
 */

/** What every generated module's request context can tell. */
export interface GeneratedRequest {
  getUrl(): string;
  getHttpMethod(): string;
  getHeaders(): Record<string, string>;
  getBody(): unknown;
}

/** A plain answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Sends one generated request, keeps its answer and tells its status. Throws an `AdapterError` for every status from 400 on. */
export type Transport = (request: GeneratedRequest) => Promise<number>;

/** The generated calls, bound to one base address and one transport. */
export interface HubspotApi {
  readonly search: objects.SearchApi;
  readonly records: objects.BasicApi;
  readonly batches: objects.BatchApi;
  readonly properties: properties.CoreApi;
  readonly propertyBatches: properties.BatchApi;
  readonly propertyGroups: properties.GroupsApi;
  readonly associations: associations.BatchApi;
}

/** Binds the generated calls; cheap enough to do for each request. */
export function bindApi(baseUrl: string, transport: Transport): HubspotApi {
  const send = async (request: GeneratedRequest) => nothing(await transport(request));
  const ofObjects = objects.createConfiguration({
    baseServer: new objects.ServerConfiguration(baseUrl, {}),
    httpApi: objects.wrapHttpLibrary({ send }),
  });
  const ofProperties = properties.createConfiguration({
    baseServer: new properties.ServerConfiguration(baseUrl, {}),
    httpApi: properties.wrapHttpLibrary({ send }),
  });
  const ofAssociations = associations.createConfiguration({
    baseServer: new associations.ServerConfiguration(baseUrl, {}),
    httpApi: associations.wrapHttpLibrary({ send }),
  });
  return {
    search: new objects.SearchApi(ofObjects),
    records: new objects.BasicApi(ofObjects),
    batches: new objects.BatchApi(ofObjects),
    properties: new properties.CoreApi(ofProperties),
    propertyBatches: new properties.BatchApi(ofProperties),
    propertyGroups: new properties.GroupsApi(ofProperties),
    associations: new associations.BatchApi(ofAssociations),
  };
}

/**
 * What the generated code gets to read. It would copy every record into instances of its own, which doubles the memory of a
 * page; our schemas read the true answer instead. The three modules' contexts are the same class generated three times.
 */
function nothing(status: number): objects.ResponseContext {
  const body = { text: async () => '{}', binary: async () => Buffer.from('{}') };
  return new objects.ResponseContext(status, { 'content-type': 'application/json' }, body);
}

/**
 * The dated address of what the generated code (v3 and v4 only) asks for. v3 works until September 2027 and v4 associations
 * until March 2027; the dated forms have the same shapes. `2026-03` because `2026-09` enforces the validation rules of an
 * account's admin on every write, which would refuse a score for reasons that have nothing to do with it.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/batch/get-associations
 */
export function datedUrl(url: string): string {
  return url
    .replace('/crm/v3/objects/', '/crm/objects/2026-03/')
    .replace('/crm/v3/properties/', '/crm/properties/2026-03/')
    .replace('/crm/v4/associations/', '/crm/associations/2026-03/');
}
