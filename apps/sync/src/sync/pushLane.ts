import type { PushOutcome, RecordRef } from '@tamis/adapter';
import type { RunContext } from './context.ts';
import { lookAgain } from './lookAgain.ts';
import { nextPush } from './nextPush.ts';
import type { PlannedWrite } from './plannedWrite.ts';
import { PushQueue, type QueuedWrite } from './pushQueue.ts';
import { settleBatch } from './settle.ts';

/** `urgent`: somebody would wait, it leaves at once; `last`: nothing that matters more can come any more. */
export type Haste = 'usual' | 'urgent' | 'last';

/** Writes planned changes beside the pull, as the vendor takes them best; what people act on goes first. */
export interface PushLane {
  /** Takes changes; waits while enough pushes are under way, and throws what made the lane stop. */
  add(writes: readonly PlannedWrite[], haste?: Haste): Promise<void>;
  /** What waits for these records is off: they are gone, hold what is wanted, or are planned anew later. */
  forget(records: readonly RecordRef[]): void;
  /** Sends what waits for more of its kind: an object has been read. */
  release(): Promise<void>;
  /** Sends what is left and waits for every outcome. */
  drain(): Promise<void>;
  /** Records whose write got no answer in this run, or was overtaken by somebody else's change: they are the next run's business. */
  readonly unanswered: ReadonlySet<string>;
  /** Small changes that stay in the store until every crossing has been sent, since the day's budget is short. */
  readonly putOff: number;
}

/** Outcomes that one transaction notes. */
const SETTLED_AT_ONCE = 500;

/** Opens the lane of a run. A failed push stops the lane and, through `stop`, the pull. */
export function openPushLane(context: RunContext, stop: (reason: unknown) => void): PushLane {
  return new Lane(context, stop);
}

class Lane implements PushLane {
  readonly unanswered = new Set<string>();
  putOff = 0;
  readonly #context: RunContext;
  readonly #stop: (reason: unknown) => void;
  readonly #queues = new Map<string, PushQueue>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #recordsUnderWay = new Set<string>();
  #manyUnderWay = false;
  #failure: { readonly reason: unknown } | null = null;

  constructor(context: RunContext, stop: (reason: unknown) => void) {
    this.#context = context;
    this.#stop = stop;
  }

  async add(writes: readonly PlannedWrite[], haste: Haste = 'usual'): Promise<void> {
    this.#check();
    const isShort = haste !== 'last' && this.#context.shortOfBudget();
    for (const write of writes) {
      if (isShort && !write.crossing) this.putOff += 1;
      else this.#put(write, haste === 'urgent');
    }
    await this.#sendDue(false);
  }

  forget(records: readonly RecordRef[]): void {
    for (const { object, id } of records) {
      if (this.#queues.get(object)?.drop(id)) this.#context.counts.planned -= 1;
    }
  }

  async release(): Promise<void> {
    if (this.#context.adapter.limits.bulkPush !== undefined) await this.#sendDue(true);
  }

  async drain(): Promise<void> {
    await this.#sendDue(true);
    await Promise.all(this.#underWay);
    this.#check();
  }

  /** A record is in one push at a time: what is planned meanwhile stays in the store, and is taken up from what the CRM answered. */
  #put(write: PlannedWrite, urgent: boolean): void {
    if (this.#recordsUnderWay.has(keyOf(write))) {
      this.#context.counts.planned -= 1;
      return;
    }
    const queue = this.#queues.get(write.object) ?? new PushQueue();
    this.#queues.set(write.object, queue);
    if (queue.put(write, urgent)) this.#context.counts.planned -= 1;
  }

  async #sendDue(ending: boolean): Promise<void> {
    const { limits } = this.#context.adapter;
    for (const [object, queue] of this.#queues) {
      for (let count = nextPush(queue.waiting, limits, ending); count > 0; ) {
        await this.#placeFor(count);
        this.#send(object, queue.take(count));
        count = nextPush(queue.waiting, limits, ending);
      }
    }
  }

  /** A push of many takes long and much memory: one at a time, beside ordinary ones. Meanwhile the walk waits once as many wait again. */
  async #placeFor(count: number): Promise<void> {
    const { pushConcurrency } = this.#context.adapter.limits;
    while (this.#underWay.size >= pushConcurrency || (this.#isMany(count) && this.#manyUnderWay))
      await Promise.race(this.#underWay);
    this.#check();
  }

  #isMany(count: number): boolean {
    return count > this.#context.adapter.limits.pushBatch;
  }

  #send(object: string, changes: readonly QueuedWrite[]): void {
    const isMany = this.#isMany(changes.length);
    if (isMany) this.#manyUnderWay = true;
    for (const { id } of changes) this.#recordsUnderWay.add(keyOf({ object, id }));
    const push: Promise<void> = this.#push(object, changes)
      .catch((reason: unknown) => {
        this.#failure ??= { reason };
        this.#stop(reason);
      })
      .finally(() => {
        this.#underWay.delete(push);
        for (const { id } of changes) this.#recordsUnderWay.delete(keyOf({ object, id }));
        if (isMany) this.#manyUnderWay = false;
      });
    this.#underWay.add(push);
  }

  async #push(object: string, planned: readonly QueuedWrite[]): Promise<void> {
    const { adapter, signal, notify } = this.#context;
    const { changes, overtaken } = await lookAgain(this.#context, object, planned);
    for (const id of overtaken) this.unanswered.add(keyOf({ object, id }));
    this.#context.counts.planned -= overtaken.length;
    if (changes.length === 0) return;
    const outcomes: readonly PushOutcome[] = await adapter.push({ object, changes, signal });
    notify('batch-pushed', object);
    for (const { id, status } of outcomes)
      if (status === 'unknown') this.unanswered.add(keyOf({ object, id }));
    for (let start = 0; start < changes.length; start += SETTLED_AT_ONCE) {
      const part = [start, start + SETTLED_AT_ONCE] as const;
      const settled = { changes: changes.slice(...part), outcomes: outcomes.slice(...part) };
      await settleBatch(this.#context, { object, ...settled });
    }
    notify('batch-settled', object);
  }

  #check(): void {
    if (this.#failure) throw this.#failure.reason;
  }
}

function keyOf({ object, id }: RecordRef): string {
  return `${object}/${id}`;
}
