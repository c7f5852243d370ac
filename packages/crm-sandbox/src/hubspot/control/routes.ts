import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import { settingsRoutes } from '../../control/settings.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PathParameters, Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { Refused, refusalReply } from '../errors.ts';
import { settingsSchema } from '../settings.ts';
import { editRoutes } from './edits.ts';
import { fieldRoutes } from './fields.ts';
import { recordRoutes } from './records.ts';
import { seedRoutes } from './seed.ts';
import { submissionRoutes } from './submissions.ts';
import { tokenRoutes } from './tokens.ts';

/** The part of the control interface that only the HubSpot stand-in has. */
export function hubspotControl(account: HubSpotAccount): Route[] {
  const routes: Route[] = [
    ...settingsRoutes(settingsSchema, {
      read: () => account.settings,
      write: (settings) => account.configure(settings),
    }),
    {
      method: 'PUT',
      pattern: '/_sandbox/required/:object',
      handle: (request, path) => setRequired(account, request, path),
    },
    ...tokenRoutes(account),
    ...recordRoutes(account),
    ...editRoutes(account),
    ...fieldRoutes(account),
    ...seedRoutes(account),
    ...submissionRoutes(account),
  ];
  return routes.map((route) => ({ ...route, handle: sayingRefusals(route.handle) }));
}

const rulesSchema = z.array(
  z.object({
    property: z.string(),
    when: z.object({ property: z.string(), value: z.string() }).optional(),
  }),
);

function setRequired(account: HubSpotAccount, request: HttpRequest, path: PathParameters): HttpReply {
  const store = account.store(path.object ?? '');
  account.required.set(store.type.plural, controlBody(request, rulesSchema));
  return { status: 204 };
}

/** What HubSpot would refuse is refused here with the same answer. */
function sayingRefusals(handle: Route['handle']): Route['handle'] {
  return async (request, path) => {
    try {
      return await handle(request, path);
    } catch (error) {
      if (error instanceof Refused) return refusalReply(error.refusal);
      throw error;
    }
  };
}
