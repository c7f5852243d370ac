import { z } from 'zod';
import { leadsRoute } from '../../control/leads.ts';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { contactTarget } from '../seed/leadTarget.ts';
import { type SeedOptions, seedAccount } from '../seed/seedAccount.ts';

/** Fills the account: from the generator, or from a file of leads. */
export function seedRoutes(account: HubSpotAccount): Route[] {
  return [
    { method: 'POST', pattern: '/_sandbox/seed', handle: (request) => seed(account, request) },
    leadsRoute((labels) => contactTarget(account, labels)),
  ];
}

const seedSchema: z.ZodType<SeedOptions> = z.object({
  contacts: z.int().min(0),
  seed: z.int().default(1),
  profile: z.enum(['believable', 'bare']).default('believable'),
  companies: z.boolean().default(false),
  engagementsPerContact: z.int().min(0).max(20).default(0),
});

function seed(account: HubSpotAccount, request: HttpRequest): HttpReply {
  return { status: 200, json: seedAccount(account, controlBody(request, seedSchema)) };
}
