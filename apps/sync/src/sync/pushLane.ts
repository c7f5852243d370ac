import type { PushOutcome, RecordChange } from '@tamis/adapter';
import type { RunContext } from './context.ts';
import type { PlannedWrite } from './judge.ts';
import { settleBatch } from './settle.ts';

/** Writes planned changes in full batches beside the pull. */
export interface PushLane {
  /** Takes changes; waits while enough batches are under way, and throws what made the lane stop. */
  add(writes: readonly PlannedWrite[]): Promise<void>;
  /** Sends what is left, in batches that need not be full. */
  flush(): Promise<void>;
  /** Sends what is left and waits for every outcome. */
  drain(): Promise<void>;
  /** Records whose write got no answer in this run: repeating them is the next run's business. */
  readonly unanswered: ReadonlySet<string>;
}

/** Opens the lane of a run. A failed batch stops the lane and, through `stop`, the pull. */
export function openPushLane(context: RunContext, stop: (reason: unknown) => void): PushLane {
  const { pushBatch, pushConcurrency } = context.adapter.limits;
  const waiting = new Map<string, RecordChange[]>();
  const underWay = new Set<Promise<void>>();
  const unanswered = new Set<string>();
  let failure: { reason: unknown } | null = null;

  function check(): void {
    if (failure) throw failure.reason;
  }

  function fail(reason: unknown): void {
    failure ??= { reason };
    stop(reason);
  }

  async function send(object: string, changes: readonly RecordChange[]): Promise<void> {
    while (underWay.size >= pushConcurrency) await Promise.race(underWay);
    check();
    const batch: Promise<void> = pushBatchOf(context, { object, changes, unanswered })
      .catch(fail)
      .finally(() => underWay.delete(batch));
    underWay.add(batch);
  }

  async function sendFull(object: string, changes: RecordChange[]): Promise<void> {
    while (changes.length >= pushBatch) await send(object, changes.splice(0, pushBatch));
  }

  async function flush(): Promise<void> {
    for (const [object, list] of waiting) {
      await sendFull(object, list);
      if (list.length > 0) await send(object, list.splice(0));
    }
  }

  return {
    unanswered,
    async add(writes) {
      check();
      for (const { object, ...change } of writes) {
        const list = waiting.get(object) ?? [];
        waiting.set(object, list);
        list.push(change);
      }
      for (const [object, list] of waiting) await sendFull(object, list);
    },
    flush,
    async drain() {
      await flush();
      await Promise.all(underWay);
      check();
    },
  };
}

async function pushBatchOf(
  context: RunContext,
  {
    object,
    changes,
    unanswered,
  }: { object: string; changes: readonly RecordChange[]; unanswered: Set<string> },
): Promise<void> {
  const outcomes: readonly PushOutcome[] = await context.adapter.push({
    object,
    changes,
    signal: context.signal,
  });
  context.notify('batch-pushed', object);
  for (const { id, status } of outcomes) if (status === 'unknown') unanswered.add(`${object}/${id}`);
  await settleBatch(context, { object, changes, outcomes });
  context.notify('batch-settled', object);
}
