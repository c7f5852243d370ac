import type { Route } from '../../http/router.ts';
import type { SalesforceOrg } from '../org.ts';
import { bulkRoutes } from './bulkRoutes.ts';
import { dataRoutes } from './dataRoutes.ts';
import { oauthRoutes } from './oauthRoutes.ts';
import { soapRoutes } from './soapRoutes.ts';
import { toolingRoutes } from './toolingRoutes.ts';

/** Every address of Salesforce that the stand-in answers; the first that fits is taken. */
export function salesforceRoutes(org: SalesforceOrg): Route[] {
  return [
    ...oauthRoutes(org),
    ...bulkRoutes(org),
    ...toolingRoutes(org),
    ...dataRoutes(org),
    ...soapRoutes(),
  ];
}
