import { NumberColumn } from './numbers.ts';
import { TextColumn } from './textColumn.ts';

/** Where a record is in its life: here, deleted, or merged into another one. */
export type RowState = 'live' | 'archived' | 'merged';

const STATES: readonly RowState[] = ['live', 'archived', 'merged'];

/**
 * All records of one object in columns. A *row* is a record's place; rows are in ascending order of id and never move.
 * Instants are epoch milliseconds.
 */
export class Table {
  readonly #ids = new NumberColumn(0);
  readonly #createdAt = new NumberColumn(0);
  readonly #modifiedAt = new NumberColumn(0);
  readonly #archivedAt = new NumberColumn(0);
  readonly #states = new NumberColumn(0);
  readonly #columns = new Map<string, TextColumn>();
  #size = 0;

  /** Rows ever made, whatever became of them. */
  get size(): number {
    return this.#size;
  }

  /** Adds a record; `id` must be greater than every id before it. */
  append(id: number, createdAt: number): number {
    const row = this.#size;
    if (row > 0 && id <= this.id(row - 1)) throw new Error(`Id ${id} does not follow ${this.id(row - 1)}.`);
    this.#size += 1;
    this.#ids.set(row, id);
    this.#createdAt.set(row, createdAt);
    this.#modifiedAt.set(row, createdAt);
    return row;
  }

  id(row: number): number {
    return this.#ids.get(row);
  }

  createdAt(row: number): number {
    return this.#createdAt.get(row);
  }

  modifiedAt(row: number): number {
    return this.#modifiedAt.get(row);
  }

  touch(row: number, at: number): void {
    this.#modifiedAt.set(row, at);
  }

  state(row: number): RowState {
    return STATES[this.#states.get(row)] ?? 'live';
  }

  archivedAt(row: number): number {
    return this.#archivedAt.get(row);
  }

  retire(row: number, state: 'archived' | 'merged', at: number): void {
    this.#states.set(row, STATES.indexOf(state));
    this.#archivedAt.set(row, at);
  }

  /** A record that was deleted is there again, with the values it had. */
  revive(row: number): void {
    this.#states.set(row, STATES.indexOf('live'));
    this.#archivedAt.set(row, 0);
  }

  /** The row of an id, by halving; `null` where there never was one. */
  rowOf(id: number): number | null {
    const row = this.firstRowFrom(id);
    return row < this.#size && this.id(row) === id ? row : null;
  }

  /** The first row whose id is at least `id`. */
  firstRowFrom(id: number): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.id(middle) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  value(row: number, name: string): string | null {
    return this.#columns.get(name)?.get(row) ?? null;
  }

  /** The column of that name; made when it is first asked for. */
  column(name: string): TextColumn {
    let column = this.#columns.get(name);
    if (column === undefined) {
      column = new TextColumn();
      this.#columns.set(name, column);
    }
    return column;
  }

  /** Names of the properties that some record has, or has had, a value of. */
  columnNames(): readonly string[] {
    return [...this.#columns.keys()];
  }
}
