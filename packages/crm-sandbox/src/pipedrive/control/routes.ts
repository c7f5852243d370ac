import { z } from 'zod';
import { controlBody } from '../../control/problem.ts';
import { settingsRoutes } from '../../control/settings.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { PipedriveAccount } from '../account.ts';
import { Refused, refusalReply } from '../errors.ts';
import { settingsSchema } from '../settings.ts';
import { editRoutes } from './edits.ts';
import { fieldRoutes } from './fields.ts';
import { mailRoutes } from './mail.ts';
import { recordRoutes } from './records.ts';
import { seedRoutes } from './seed.ts';
import { tokenRoutes } from './tokens.ts';

/** The part of the control interface that only the Pipedrive stand-in has. */
export function pipedriveControl(account: PipedriveAccount): Route[] {
  const routes: Route[] = [
    ...settingsRoutes(settingsSchema, {
      read: () => account.settings,
      write: (settings) => {
        account.settings = settings;
      },
    }),
    {
      method: 'PUT',
      pattern: '/_sandbox/filters/:id',
      handle: (request, { id = '' }) => saveFilter(account, Number(id), request),
    },
    ...tokenRoutes(account),
    ...recordRoutes(account),
    ...editRoutes(account),
    ...fieldRoutes(account),
    ...mailRoutes(account),
    ...seedRoutes(account),
  ];
  return routes.map((route) => ({ ...route, handle: sayingRefusals(route.handle) }));
}

const filterSchema = z.object({
  object: z.enum(['persons', 'organizations', 'deals', 'activities', 'leads']),
  ids: z.array(z.union([z.string(), z.number()]).transform(String)),
});

/** A person saves a filter that shows these records. */
function saveFilter(account: PipedriveAccount, id: number, request: HttpRequest): HttpReply {
  const { object, ids } = controlBody(request, filterSchema);
  account.saveFilter(id, { object, ids: new Set(ids) });
  return { status: 204 };
}

/** What Pipedrive would refuse is refused here with the same answer. */
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
