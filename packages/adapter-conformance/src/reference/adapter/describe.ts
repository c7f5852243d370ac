import type { FieldDescription } from '@tamis/adapter';
import type { ReferenceClient } from './client.ts';
import { PEOPLE, requirePeople } from './objects.ts';
import { fieldsSchema } from './wire.ts';

/** Longest text that the example CRM takes. */
const LONGEST_TEXT = 2000;

/** Asks the CRM each time, so that a run sees what people renamed or deleted since the last one. */
export async function describe(
  client: ReferenceClient,
  object: string,
  signal: AbortSignal,
): Promise<readonly FieldDescription[]> {
  requirePeople(object);
  const call = {
    method: 'GET',
    path: '/people/fields',
    effect: 'read',
    schema: fieldsSchema,
    signal,
  } as const;
  const { fields } = await client.call(call);
  return fields.map(({ name, label, type, options }) => ({
    object: PEOPLE.name,
    name,
    label,
    type,
    writable: true,
    calculated: false,
    ...(options === undefined ? {} : { options: options.map((value) => ({ value, label: value })) }),
    ...(type === 'text' ? { maxLength: LONGEST_TEXT } : {}),
  }));
}
