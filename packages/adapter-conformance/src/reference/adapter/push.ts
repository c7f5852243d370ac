import { OutcomeUnknown, type PushOutcome, type PushRequest, type RecordChange } from '@tamis/adapter';
import type { ReferenceClient } from './client.ts';
import { requirePeople } from './objects.ts';
import { ValueRefused } from './refusals.ts';
import { type WireWritten, writtenPageSchema } from './wire.ts';

/** Writes one batch; exactly one outcome for each change, in the order given. Throws what concerns all of them, for instance `FieldGone`. */
export async function push(
  client: ReferenceClient,
  { object, changes, signal }: PushRequest,
): Promise<readonly PushOutcome[]> {
  requirePeople(object);
  return changes.length === 0 ? [] : pushBatch(client, changes, signal);
}

/** The CRM refuses a batch as a whole where one value is bad, so that it is halved until the record stands alone. */
async function pushBatch(
  client: ReferenceClient,
  changes: readonly RecordChange[],
  signal: AbortSignal,
): Promise<readonly PushOutcome[]> {
  try {
    const call = {
      method: 'PATCH',
      path: '/people',
      body: changes,
      effect: 'write',
      schema: writtenPageSchema,
    } as const;
    const { results } = await client.call({ ...call, signal });
    const byId = new Map(results.map((result) => [result.id, result]));
    return changes.map(({ id }) => toOutcome(id, byId.get(id)));
  } catch (error) {
    if (error instanceof OutcomeUnknown) return changes.map(({ id }) => unknown(id, error.message));
    if (!(error instanceof ValueRefused)) throw error;
    const { code, message, field } = error;
    if (changes.length === 1)
      return changes.map(({ id }) => ({ id, status: 'refused', code, message, field }));
    const middle = Math.ceil(changes.length / 2);
    const halves = [changes.slice(0, middle), changes.slice(middle)];
    return (await Promise.all(halves.map((half) => pushBatch(client, half, signal)))).flat();
  }
}

function toOutcome(id: string, result: WireWritten | undefined): PushOutcome {
  if (result === undefined) return unknown(id, 'The CRM did not say what became of it.');
  if (!('end' in result))
    return { id, status: 'written', fields: result.fields, modifiedAt: result.modified };
  const { end } = result;
  if (end.kind === 'merged') return { id, status: 'gone', mergedInto: end.into };
  return end.kind === 'converted' ? { id, status: 'gone', convertedInto: end.into } : { id, status: 'gone' };
}

function unknown(id: string, message: string): PushOutcome {
  return { id, status: 'unknown', message };
}
