import type { HttpReply } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { SalesforceOrg } from '../org.ts';
import { createField, deleteField, readField, updateField } from '../tooling/customFields.ts';
import { queryTooling } from '../tooling/query.ts';
import { type Call, guarded } from './guarded.ts';

/** The Tooling API, as far as custom fields go. */
export function toolingRoutes(org: SalesforceOrg): Route[] {
  const route = (method: string, pattern: string, handle: (org: SalesforceOrg, call: Call) => HttpReply) =>
    guarded(org, [method, `/tooling${pattern}`], (call) => handle(org, call));
  const one = '/sobjects/CustomField/:id';
  return [
    route('GET', '/query', queryTooling),
    route('POST', '/sobjects/CustomField', createField),
    route('GET', one, readField),
    route('PATCH', one, updateField),
    route('DELETE', one, deleteField),
  ];
}
