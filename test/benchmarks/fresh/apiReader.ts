import { z } from 'zod';
import type { Serving } from '../../faults/service/serving.ts';

const leadsSchema = z.object({ items: z.array(z.object({ email: z.string(), stage: z.string() })) });

/** Reads leads as the page does. */
export interface ApiReader {
  /** The stage that the list of leads shows for an address; `undefined` where it shows nobody. */
  stageOf(email: string): Promise<string | undefined>;
}

/** Sets a service up by its printed link and reads as its first person. */
export async function signIn(serving: Serving): Promise<ApiReader> {
  const link = new URL(await serving.printed(/Set it up here, once: (\S+)/));
  const person = {
    token: link.hash.slice(1),
    email: 'ada@example.com',
    password: 'a long enough password',
    language: 'en',
    workspaceName: 'Bench',
  };
  const answer = await fetch(`${serving.url}/api/invitation/acceptance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  if (!answer.ok) throw new Error(await answer.text());
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return {
    async stageOf(email) {
      const found = await fetch(`${serving.url}/api/leads?search=${encodeURIComponent(email)}`, {
        headers: { cookie },
      });
      const { items } = leadsSchema.parse(await found.json());
      return items.find((lead) => lead.email === email)?.stage;
    },
  };
}
