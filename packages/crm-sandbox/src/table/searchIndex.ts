import { type RandomStream, scatter } from '../random.ts';
import { ModifiedOrder } from './modifiedOrder.ts';
import { NumberColumn } from './numbers.ts';
import type { Table } from './table.ts';

/** How a search index differs from the records themselves. */
export interface IndexPolicy {
  /** A write is seen after this long … */
  readonly lagMs: number;
  /** … plus up to this long, drawn per write: later writes may be seen before earlier ones. */
  readonly jitterMs: number;
  /** Order of records with the same sort value: by id, or scattered but the same every time. */
  readonly ties: 'id' | 'scrambled';
  readonly showsArchived: boolean;
}

/** A write that the index has not seen yet: what it showed before, and what it will show. */
interface PendingWrite {
  readonly due: number;
  readonly before: ReadonlyMap<string, string | null>;
  readonly modifiedAt: number;
  readonly visible: boolean;
}

/** What a search sees of a table: its records as they were some time ago. */
export class SearchIndex {
  readonly #table: Table;
  readonly #random: RandomStream;
  #policy: IndexPolicy = { lagMs: 0, jitterMs: 0, ties: 'id', showsArchived: false };
  readonly #modifiedAt = new NumberColumn(0);
  readonly #visible = new NumberColumn(0);
  readonly #pending = new Map<number, PendingWrite[]>();
  #nextDue = Number.POSITIVE_INFINITY;
  #rowsById: Uint32Array | null = null;
  readonly #order: ModifiedOrder;

  constructor(table: Table, random: RandomStream) {
    this.#table = table;
    this.#random = random;
    this.#order = new ModifiedOrder(this);
  }

  configure(policy: IndexPolicy): void {
    const archivedChanged = policy.showsArchived !== this.#policy.showsArchived;
    if (policy.ties !== this.#policy.ties) this.#order.startAgain();
    this.#policy = policy;
    if (archivedChanged) for (let row = 0; row < this.#table.size; row += 1) this.#seeState(row);
  }

  /** Tells the index that `row` was written at `at`; `before` holds the changed values as they were. */
  note(row: number, at: number, before: ReadonlyMap<string, string | null>): void {
    const state = { modifiedAt: this.#table.modifiedAt(row), visible: this.#wouldShow(row) };
    const seenAtOnce = this.#policy.lagMs + this.#policy.jitterMs === 0 && !this.#pending.has(row);
    if (seenAtOnce) this.#see(row, state);
    else this.#hold(row, { at, before, ...state });
  }

  /** Tells the index that `row` was written by a client that may look at once: whatever was held back of it is seen too. */
  noteAtOnce(row: number): void {
    this.#pending.delete(row);
    this.#see(row, { modifiedAt: this.#table.modifiedAt(row), visible: this.#wouldShow(row) });
  }

  #hold(row: number, write: Omit<PendingWrite, 'due'> & { at: number }): void {
    const { at, ...seen } = write;
    const earlier = this.#pending.get(row) ?? [];
    const drawn = at + this.#policy.lagMs + this.#random.next() * this.#policy.jitterMs;
    const due = Math.max(drawn, earlier.at(-1)?.due ?? 0);
    this.#pending.set(row, [...earlier, { due, ...seen }]);
    this.#nextDue = Math.min(this.#nextDue, due);
  }

  /** Takes in every write that is due at `now`. */
  settle(now: number): void {
    if (now < this.#nextDue) return;
    this.#nextDue = Number.POSITIVE_INFINITY;
    for (const [row, writes] of this.#pending) this.#settleRow(row, writes, now);
  }

  #settleRow(row: number, writes: readonly PendingWrite[], now: number): void {
    const due = writes.findLast((write) => write.due <= now);
    const later = writes.filter((write) => write.due > now);
    if (due !== undefined) this.#see(row, due);
    if (later.length === 0) this.#pending.delete(row);
    else this.#pending.set(row, later);
    this.#nextDue = Math.min(this.#nextDue, later[0]?.due ?? Number.POSITIVE_INFINITY);
  }

  /** Visible rows in ascending order of id. */
  rowsById(): Uint32Array {
    this.#rowsById ??= Uint32Array.from(this.#visibleRows());
    return this.#rowsById;
  }

  /** Visible rows in ascending order of the modification time that the index knows. */
  rowsByModified(): Uint32Array {
    return this.#order.rows();
  }

  isVisible(row: number): boolean {
    return this.#visible.get(row) === 1;
  }

  modifiedAt(row: number): number {
    return this.#modifiedAt.get(row);
  }

  value(row: number, name: string): string | null {
    for (const write of this.#pending.get(row) ?? []) {
      const before = write.before.get(name);
      if (before !== undefined) return before;
    }
    return this.#table.value(row, name);
  }

  /** Order of two rows whose sort values are equal. */
  breakTie(a: number, b: number): number {
    if (this.#policy.ties === 'id') return a - b;
    return scatter(a) - scatter(b) || a - b;
  }

  #seeState(row: number): void {
    this.#see(row, { modifiedAt: this.#modifiedAt.get(row), visible: this.#wouldShow(row) });
  }

  #see(row: number, state: { modifiedAt: number; visible: boolean }): void {
    if (this.isVisible(row) !== state.visible) this.#rowsById = null;
    this.#visible.set(row, state.visible ? 1 : 0);
    this.#modifiedAt.set(row, state.modifiedAt);
    this.#order.changed(row);
  }

  #wouldShow(row: number): boolean {
    const state = this.#table.state(row);
    return state === 'live' || (state === 'archived' && this.#policy.showsArchived);
  }

  *#visibleRows(): Generator<number> {
    for (let row = 0; row < this.#table.size; row += 1) if (this.isVisible(row)) yield row;
  }
}
