/** What the order needs to know of a row. */
interface OrderedRows {
  isVisible(row: number): boolean;
  modifiedAt(row: number): number;
  breakTie(a: number, b: number): number;
  rowsById(): Uint32Array;
}

/**
 * Visible rows by modification time, kept lazily: changed rows are only remembered, and merged into the sorted list when
 * someone reads it.
 */
export class ModifiedOrder {
  readonly #source: OrderedRows;
  readonly #compare: (a: number, b: number) => number;
  #sorted: Uint32Array | null = null;
  readonly #changed = new Set<number>();

  constructor(source: OrderedRows) {
    this.#source = source;
    this.#compare = (a, b) => source.modifiedAt(a) - source.modifiedAt(b) || source.breakTie(a, b);
  }

  changed(row: number): void {
    if (this.#sorted !== null) this.#changed.add(row);
  }

  startAgain(): void {
    this.#sorted = null;
    this.#changed.clear();
  }

  rows(): Uint32Array {
    if (this.#sorted === null) this.#sorted = Uint32Array.from(this.#source.rowsById()).sort(this.#compare);
    else if (this.#changed.size > 0) this.#sorted = this.#withChangesIn(this.#sorted);
    this.#changed.clear();
    return this.#sorted;
  }

  #withChangesIn(sorted: Uint32Array): Uint32Array {
    const unchanged = sorted.filter((row) => !this.#changed.has(row));
    const moved = Uint32Array.from(this.#changed).filter((row) => this.#source.isVisible(row));
    return mergeSorted(unchanged, moved.sort(this.#compare), this.#compare);
  }
}

function mergeSorted(a: Uint32Array, b: Uint32Array, compare: (a: number, b: number) => number): Uint32Array {
  const merged = new Uint32Array(a.length + b.length);
  let fromA = 0;
  for (let at = 0; at < merged.length; at += 1) {
    const nextA = a[fromA];
    const nextB = b[at - fromA];
    const takeA = nextA !== undefined && (nextB === undefined || compare(nextA, nextB) < 0);
    merged[at] = (takeA ? nextA : nextB) ?? 0;
    if (takeA) fromA += 1;
  }
  return merged;
}
