import type { Waiting } from './nextPush.ts';
import type { PlannedWrite } from './plannedWrite.ts';

/** In this order changes leave: those somebody waits for, those that people act on, and the rest. */
const RANKS = ['urgent', 'crossing', 'small'] as const;
type Rank = (typeof RANKS)[number];

/** A change that waits. */
export type QueuedWrite = Pick<PlannedWrite, 'id' | 'fields' | 'before'>;

/** Changes of one object that wait to be sent, one for each record: a later plan takes the place of an earlier one. */
export class PushQueue {
  readonly #waiting: Readonly<Record<Rank, Map<string, QueuedWrite>>> = {
    urgent: new Map(),
    crossing: new Map(),
    small: new Map(),
  };

  get waiting(): Waiting {
    const { urgent, crossing, small } = this.#waiting;
    return { all: urgent.size + crossing.size + small.size, urgent: urgent.size };
  }

  /** Returns whether it took the place of an earlier plan for the same record. */
  put({ id, fields, before, crossing }: PlannedWrite, urgent: boolean): boolean {
    const replaced = this.drop(id);
    this.#waiting[urgent ? 'urgent' : crossing ? 'crossing' : 'small'].set(id, { id, fields, before });
    return replaced;
  }

  /** Returns whether anything waited for that record. */
  drop(id: string): boolean {
    return RANKS.map((rank) => this.#waiting[rank].delete(id)).some(Boolean);
  }

  /** The next `count` changes, which wait no longer. */
  take(count: number): readonly QueuedWrite[] {
    const taken: QueuedWrite[] = [];
    for (const rank of RANKS) {
      for (const change of this.#waiting[rank].values()) {
        if (taken.length === count) return taken;
        taken.push(change);
        this.#waiting[rank].delete(change.id);
      }
    }
    return taken;
  }
}
