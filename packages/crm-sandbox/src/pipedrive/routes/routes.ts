import type { PipedriveAccount } from '../account.ts';
import { type ApiRoute, guarded, type PricedRoute } from './apiRoute.ts';
import { companyRoutes } from './companyRoutes.ts';
import { coreRoutes } from './coreRoutes.ts';
import { fieldRoutes } from './fieldRoutes.ts';
import { leadRoutes } from './leadRoutes.ts';
import { mergeRoutes } from './mergeRoutes.ts';
import { otherRoutes } from './otherRoutes.ts';

/** Every address of the API that the stand-in answers; the first that fits is taken. */
export function apiRoutes(account: PipedriveAccount): PricedRoute[] {
  const routes: ApiRoute[] = [
    ...companyRoutes(account),
    ...otherRoutes(account),
    ...coreRoutes(account),
    ...fieldRoutes(account),
    ...leadRoutes(account),
    ...mergeRoutes(account),
  ];
  return routes.map((route) => guarded(account, route));
}
