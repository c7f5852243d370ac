import type { RecordChange } from '../records/changeFeed.ts';
import type { Json } from '../records/record.ts';

/** A change of one attribute of a deal, as its page shows it. */
export interface DealEvent {
  readonly at: number;
  readonly field: string;
  readonly from: Json;
  readonly to: Json;
  readonly source: 'api' | 'app';
}

/** What happened to deals, by deal, oldest first. */
export class DealHistory {
  readonly #events = new Map<number | string, DealEvent[]>();

  /** Adds what happened before anyone listened. */
  load(deal: number | string, events: readonly DealEvent[]): void {
    this.#events.set(deal, [...this.of(deal), ...events]);
  }

  of(deal: number | string): readonly DealEvent[] {
    return this.#events.get(deal) ?? [];
  }

  /** Notes a change of a deal; changes of other objects are none of its business. */
  note({ store, record, action, previous, source, at }: RecordChange): void {
    if (store.type.name !== 'deals') return;
    if (action === 'create')
      this.load(record.id, [{ at, field: 'add_time', from: null, to: record.id, source }]);
    if (action !== 'change') return;
    const events = Object.entries(previous ?? {}).map(([field, from]) => {
      const to = record.values[field] ?? record.custom[field] ?? null;
      return { at, field, from, to, source };
    });
    this.load(record.id, events);
  }
}
