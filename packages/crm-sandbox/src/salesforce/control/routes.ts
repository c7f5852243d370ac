import { z } from 'zod';
import { leadsRoute } from '../../control/leads.ts';
import { ControlProblem, controlBody } from '../../control/problem.ts';
import { settingsRoutes } from '../../control/settings.ts';
import type { Route } from '../../http/router.ts';
import { settleJobs } from '../bulk/process.ts';
import { refusalReply } from '../errors.ts';
import type { SalesforceOrg } from '../org.ts';
import { leadTarget } from '../seed/leadTarget.ts';
import { seedOrg } from '../seed/seedOrg.ts';
import { settingsSchema } from '../settings.ts';
import { editRoutes } from './edits.ts';
import { fieldRoutes } from './fields.ts';
import { recordRoutes } from './records.ts';
import { ruleRoutes } from './rules.ts';
import { tokenRoutes } from './tokens.ts';

const seedSchema = z.object({
  contacts: z.int().min(0),
  seed: z.int().default(1),
  profile: z.enum(['believable', 'bare', 'related']).default('believable'),
});

/** The part of the control interface that belongs to the Salesforce stand-in. */
export function salesforceControl(org: SalesforceOrg): Route[] {
  const place = { read: () => org.settings, write: org.configure.bind(org) };
  const routes: Route[] = [
    ...settingsRoutes(settingsSchema, place),
    ...tokenRoutes(org),
    ...recordRoutes(org),
    ...editRoutes(org),
    ...fieldRoutes(org),
    ...ruleRoutes(org),
    {
      method: 'POST',
      pattern: '/_sandbox/seed',
      handle: (request) => ({ status: 200, json: seedOrg(org, controlBody(request, seedSchema)) }),
    },
    leadsRoute((labels) => leadTarget(org, labels)),
  ];
  return routes.map((route) => ({ ...route, handle: sayingRefusals(org, route.handle) }));
}

/** What Salesforce would refuse is refused here with the same code; the control interface has one message for it. */
function sayingRefusals(org: SalesforceOrg, handle: Route['handle']): Route['handle'] {
  return async (request, path) => {
    settleJobs(org);
    try {
      return await handle(request, path);
    } catch (error) {
      if (error instanceof ControlProblem) throw error;
      return refusalReply(error);
    }
  };
}
