import { z } from 'zod';
import type { Serving } from '../../faults/service/serving.ts';

const leadsSchema = z.object({
  items: z.array(z.object({ email: z.string(), stage: z.string() })),
  next: z.string().nullable(),
});

/** Reads the service as its page does. */
export interface PageReader {
  /** The list of leads that a query of the page answers. */
  leads(query: Readonly<Record<string, string>>): Promise<z.infer<typeof leadsSchema>>;
}

/** Sets a service up by its printed link and reads as its first person. */
export async function signIn(serving: Serving): Promise<PageReader> {
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
    async leads(query) {
      const found = await fetch(`${serving.url}/api/leads?${new URLSearchParams(query)}`, {
        headers: { cookie },
      });
      if (!found.ok) throw new Error(await found.text());
      return leadsSchema.parse(await found.json());
    },
  };
}
