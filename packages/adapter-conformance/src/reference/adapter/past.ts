import { type CrmRecord, hasPast, type PastRequest } from '@tamis/adapter';
import type { z } from 'zod';
import type { ReferenceClient } from './client.ts';
import { pastSchema } from './wire.ts';

/** The same records with the past of those whose present values ask for it: one request for all of them. */
export async function along(
  client: ReferenceClient,
  records: readonly CrmRecord[],
  past: PastRequest & { readonly signal: AbortSignal },
): Promise<readonly CrmRecord[]> {
  const ids = records.filter(({ fields }) => hasPast(fields, past)).map(({ id }) => id);
  if (ids.length === 0) return records;
  const path = `/people/past?ids=${ids.join(',')}&fields=${past.fields.join(',')}`;
  const call = { method: 'GET', path, effect: 'read', schema: pastSchema, bill: 'activityCalls' } as const;
  const { people } = await client.call({ ...call, signal: past.signal });
  const histories = new Map(people.map((person) => [person.id, historyOf(person, past.fields)]));
  return records.map((record) => {
    const history = histories.get(record.id);
    return history === undefined ? record : { ...record, history };
  });
}

function historyOf(
  { past }: z.infer<typeof pastSchema>['people'][number],
  fields: readonly string[],
): NonNullable<CrmRecord['history']> {
  const valuesOf = (name: string) =>
    past
      .filter(({ field }) => field === name)
      .map(({ value, at }) => ({ value: value === null ? null : String(value), at }));
  return Object.fromEntries(fields.map((name) => [name, valuesOf(name)]));
}
