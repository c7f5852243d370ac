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
  return new Lane(context, stop);
}

class Lane implements PushLane {
  readonly unanswered = new Set<string>();
  readonly #context: RunContext;
  readonly #stop: (reason: unknown) => void;
  readonly #waiting = new Map<string, RecordChange[]>();
  readonly #underWay = new Set<Promise<void>>();
  #failure: { reason: unknown } | null = null;

  constructor(context: RunContext, stop: (reason: unknown) => void) {
    this.#context = context;
    this.#stop = stop;
  }

  async add(writes: readonly PlannedWrite[]): Promise<void> {
    this.#check();
    for (const { object, ...change } of writes) {
      const list = this.#waiting.get(object) ?? [];
      this.#waiting.set(object, list);
      list.push(change);
    }
    for (const [object, list] of this.#waiting) await this.#sendFull(object, list);
  }

  async flush(): Promise<void> {
    for (const [object, list] of this.#waiting) {
      await this.#sendFull(object, list);
      if (list.length > 0) await this.#send(object, list.splice(0));
    }
  }

  async drain(): Promise<void> {
    await this.flush();
    await Promise.all(this.#underWay);
    this.#check();
  }

  async #sendFull(object: string, changes: RecordChange[]): Promise<void> {
    const { pushBatch } = this.#context.adapter.limits;
    while (changes.length >= pushBatch) await this.#send(object, changes.splice(0, pushBatch));
  }

  async #send(object: string, changes: readonly RecordChange[]): Promise<void> {
    const { pushConcurrency } = this.#context.adapter.limits;
    while (this.#underWay.size >= pushConcurrency) await Promise.race(this.#underWay);
    this.#check();
    const batch: Promise<void> = pushBatchOf(this.#context, { object, changes, unanswered: this.unanswered })
      .catch((reason: unknown) => this.#fail(reason))
      .finally(() => this.#underWay.delete(batch));
    this.#underWay.add(batch);
  }

  #check(): void {
    if (this.#failure) throw this.#failure.reason;
  }

  #fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#stop(reason);
  }
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
