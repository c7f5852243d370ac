import type { RecordChange } from '../records/changeFeed.ts';

/** A webhook that somebody has made, and how its deliveries go. */
export interface Subscription {
  readonly id: number;
  readonly url: string;
  readonly action: 'create' | 'change' | 'delete' | '*';
  /** An entity, `person`, or `*`. */
  readonly object: string;
  readonly name: string;
  readonly user: string | null;
  readonly password: string | null;
  readonly addTime: number;
  lastDeliveryAt: number | null;
  lastStatus: number | null;
  lastSuccessAt: number;
  /** First tries that failed in a row. */
  failures: number;
  /** Events until then are lost. */
  bannedUntil: number;
}

/** Webhooks of the company. */
export class Subscriptions {
  readonly #subscriptions = new Map<number, Subscription>();
  #nextId = 41;

  add(
    made: Pick<Subscription, 'url' | 'action' | 'object' | 'name' | 'user' | 'password' | 'addTime'>,
  ): Subscription {
    const fresh = { lastDeliveryAt: null, lastStatus: null, failures: 0, bannedUntil: 0 };
    const subscription = { ...made, ...fresh, id: this.#nextId++, lastSuccessAt: made.addTime };
    this.#subscriptions.set(subscription.id, subscription);
    return subscription;
  }

  delete(id: number): boolean {
    return this.#subscriptions.delete(id);
  }

  has(id: number): boolean {
    return this.#subscriptions.has(id);
  }

  all(): readonly Subscription[] {
    return [...this.#subscriptions.values()];
  }

  /** Those that want to hear of a change. */
  wanting({ action, store }: RecordChange): readonly Subscription[] {
    const { singular } = store.type;
    return this.all().filter(
      (each) =>
        (each.action === '*' || each.action === action) && (each.object === '*' || each.object === singular),
    );
  }
}
