/** A growing column of numbers in typed memory. Rows never written hold `empty`. */
export class NumberColumn {
  #values: Float64Array;
  readonly #empty: number;

  constructor(empty: number) {
    this.#empty = empty;
    this.#values = new Float64Array(1024).fill(empty);
  }

  get(row: number): number {
    return this.#values[row] ?? this.#empty;
  }

  set(row: number, value: number): void {
    if (row >= this.#values.length) this.#grow(row);
    this.#values[row] = value;
  }

  #grow(row: number): void {
    const wider = new Float64Array(Math.max(row + 1, this.#values.length * 2)).fill(this.#empty);
    wider.set(this.#values);
    this.#values = wider;
  }
}
