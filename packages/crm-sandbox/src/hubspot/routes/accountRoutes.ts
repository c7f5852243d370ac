import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { accountDetails, dailyUsage } from '../accountInfo.ts';
import { authorize, grantOf } from '../oauth/authenticate.ts';
import { listOwners, readOwner } from '../owners.ts';

/** The account itself and its users. */
export function accountRoutes(account: HubSpotAccount): Route[] {
  const route = (
    pattern: string,
    scope: string,
    handle: (request: HttpRequest, id: string) => HttpReply,
  ): Route => ({
    method: 'GET',
    pattern,
    handle: (request, path) => {
      authorize(account, grantOf(account, request), [scope]);
      return handle(request, path.id ?? '');
    },
  });
  return [
    ...['v3', '2026-03', '2026-09'].flatMap((version) => [
      route(`/account-info/${version}/details`, 'oauth', () => accountDetails(account)),
      route(`/account-info/${version}/api-usage/daily/private-apps`, 'oauth', () => dailyUsage(account)),
    ]),
    ...['/crm/v3/owners', '/crm/owners/2026-03', '/crm/owners/2026-09'].flatMap((base) => [
      route(base, 'crm.objects.owners.read', (request) => listOwners(request)),
      route(`${base}/:id`, 'crm.objects.owners.read', (request, id) => readOwner({ id, request })),
    ]),
  ];
}
