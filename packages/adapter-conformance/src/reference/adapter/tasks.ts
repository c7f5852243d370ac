import { OutcomeUnknown, type TaskDraft, type TaskOutcome } from '@tamis/adapter';
import type { ReferenceClient } from './client.ts';
import { tasksSchema } from './wire.ts';

/** The CRM itself keeps one task for each key, so that drafts are simply sent. */
export async function createTasks(
  client: ReferenceClient,
  drafts: readonly TaskDraft[],
  signal: AbortSignal,
): Promise<readonly TaskOutcome[]> {
  if (drafts.length === 0) return [];
  try {
    const body = drafts.map(({ key, recordId, title }) => ({ key, recordId, title }));
    const call = {
      method: 'POST',
      path: '/tasks',
      body,
      effect: 'write',
      schema: tasksSchema,
      signal,
    } as const;
    const { results } = await client.call(call);
    return drafts.map(({ key }) =>
      toOutcome(
        key,
        results.find((result) => result.key === key),
      ),
    );
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error;
    return drafts.map(({ key }) => ({ key, status: 'unknown', message: error.message }));
  }
}

type Result = { key: string; id: string } | { key: string; code: string; message: string } | undefined;

function toOutcome(key: string, result: Result): TaskOutcome {
  if (result === undefined)
    return { key, status: 'unknown', message: 'The CRM did not say what became of it.' };
  if ('id' in result) return { key, status: 'created', id: result.id };
  return { key, status: 'refused', code: result.code, message: result.message };
}
