import { z } from 'zod';
import { leadsRoute } from '../../control/leads.ts';
import { controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { PipedriveAccount } from '../account.ts';
import { personTarget } from '../seed/leadTarget.ts';
import { type SeedOptions, seedAccount } from '../seed/seedAccount.ts';

/** Fills the account: from the generator, or from a file of leads. */
export function seedRoutes(account: PipedriveAccount): Route[] {
  return [
    { method: 'POST', pattern: '/_sandbox/seed', handle: (request) => seed(account, request) },
    leadsRoute((labels) => personTarget(account, labels)),
  ];
}

const seedSchema: z.ZodType<SeedOptions> = z.object({
  contacts: z.int().min(0),
  seed: z.int().default(1),
  profile: z.enum(['believable', 'bare', 'related']).default('believable'),
});

function seed(account: PipedriveAccount, request: HttpRequest): HttpReply {
  return { status: 200, json: seedAccount(account, controlBody(request, seedSchema)) };
}
