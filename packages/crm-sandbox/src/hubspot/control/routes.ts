import { z } from 'zod';
import { ControlProblem, controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PathParameters, Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { Refused, refusalReply } from '../errors.ts';
import { settingsSchema } from '../settings.ts';
import { mergeDeep } from './mergeDeep.ts';
import { recordRoutes } from './records.ts';
import { seedRoutes } from './seed.ts';
import { submissionRoutes } from './submissions.ts';
import { tokenRoutes } from './tokens.ts';

/** The part of the control interface that only the HubSpot stand-in has. */
export function hubspotControl(account: HubSpotAccount): Route[] {
  const routes: Route[] = [
    { method: 'GET', pattern: '/_sandbox/settings', handle: () => ({ status: 200, json: account.settings }) },
    { method: 'PATCH', pattern: '/_sandbox/settings', handle: (request) => changeSettings(account, request) },
    {
      method: 'PUT',
      pattern: '/_sandbox/required/:object',
      handle: (request, path) => setRequired(account, request, path),
    },
    ...tokenRoutes(account),
    ...recordRoutes(account),
    ...seedRoutes(account),
    ...submissionRoutes(account),
  ];
  return routes.map((route) => ({ ...route, handle: sayingRefusals(route.handle) }));
}

/** Changes the settings given and leaves the others. */
function changeSettings(account: HubSpotAccount, request: HttpRequest): HttpReply {
  const change = controlBody(request, z.record(z.string(), z.unknown()));
  const parsed = settingsSchema.safeParse(mergeDeep(account.settings, change));
  if (!parsed.success) throw new ControlProblem(z.prettifyError(parsed.error));
  account.configure(parsed.data);
  return { status: 200, json: account.settings };
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
