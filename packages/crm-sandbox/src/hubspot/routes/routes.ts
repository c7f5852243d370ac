import type { Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { accountRoutes } from './accountRoutes.ts';
import { associationRoutes } from './associationRoutes.ts';
import { oauthRoutes } from './oauthRoutes.ts';
import { objectRoutes } from './objectRoutes.ts';
import { propertyRoutes } from './propertyRoutes.ts';

/** Every address of the HubSpot API that the stand-in answers; the first that fits is taken. */
export function hubspotRoutes(account: HubSpotAccount): Route[] {
  return [
    ...oauthRoutes(account),
    ...accountRoutes(account),
    ...objectRoutes(account),
    ...associationRoutes(account),
    ...propertyRoutes(account),
  ];
}
