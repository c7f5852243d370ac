import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { ControlProblem, controlBody } from '../../control/problem.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';
import type { HubSpotAccount } from '../account.ts';
import { loadLeads } from '../seed/loadLeads.ts';
import { type SeedOptions, seedAccount } from '../seed/seedAccount.ts';

/** Fills the account: from the generator, or from a file of leads. */
export function seedRoutes(account: HubSpotAccount): Route[] {
  return [
    { method: 'POST', pattern: '/_sandbox/seed', handle: (request) => seed(account, request) },
    {
      method: 'POST',
      pattern: '/_sandbox/leads',
      streams: true,
      handle: (request) => leads(account, request),
    },
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

/** The body is the CSV itself, or `?file=` names one on this machine. */
async function leads(account: HubSpotAccount, request: HttpRequest): Promise<HttpReply> {
  const file = request.query.get('file');
  const source = file === null ? request.stream : createReadStream(file);
  try {
    return { status: 200, json: await loadLeads(account, source) };
  } catch (error) {
    throw new ControlProblem(
      `The leads cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
