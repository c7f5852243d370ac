import { type FieldSpec, RequestRefused } from '@tamis/adapter';
import { z } from 'zod';
import type { ReferenceClient } from './client.ts';
import { describe } from './describe.ts';
import { PEOPLE } from './objects.ts';

/** Creates the missing ones of `fields` and returns their names; a field that is there is left as it is. */
export async function provision(
  client: ReferenceClient,
  fields: readonly FieldSpec[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const present = await describe(client, PEOPLE.name, signal);
  const missing = fields.filter((spec) => !present.some(({ name }) => name === spec.name));
  const created: string[] = [];
  for (const spec of missing) if (await create(client, spec, signal)) created.push(spec.name);
  return created;
}

/** False where somebody else was faster. */
async function create(client: ReferenceClient, spec: FieldSpec, signal: AbortSignal): Promise<boolean> {
  const { name, label, type } = spec;
  const options = spec.options?.map(({ value }) => value);
  const call = {
    method: 'POST',
    path: '/people/fields',
    effect: 'write',
    schema: z.unknown(),
    signal,
  } as const;
  try {
    await client.call({ ...call, body: { name, label, type, options } });
    return true;
  } catch (error) {
    if (error instanceof RequestRefused && error.code === 'taken') return false;
    throw error;
  }
}
