/** Finds the rows that hold a value of a field; a field is indexed when somebody first asks for it. */
export class ValueLookup {
  readonly #rows = new Map<string, Map<string, Set<number>>>();
  readonly #table: LookedUp;

  constructor(table: LookedUp) {
    this.#table = table;
  }

  /** Rows with this value, upper and lower case alike, in no order. */
  rows(name: string, value: string): readonly number[] {
    return [...(this.#indexOf(name).get(value.toLowerCase()) ?? [])];
  }

  /** Must be called before a value is replaced. */
  replaced(row: number, name: string, value: { old: string | null; new: string | null }): void {
    const index = this.#rows.get(name);
    if (index === undefined) return;
    if (value.old !== null) index.get(value.old.toLowerCase())?.delete(row);
    if (value.new !== null) add(index, value.new, row);
  }

  #indexOf(name: string): Map<string, Set<number>> {
    const known = this.#rows.get(name);
    if (known !== undefined) return known;
    const index = new Map<string, Set<number>>();
    for (let row = 0; row < this.#table.size; row += 1) {
      const value = this.#table.value(row, name);
      if (value !== null) add(index, value, row);
    }
    this.#rows.set(name, index);
    return index;
  }
}

/** What is looked up in. */
interface LookedUp {
  readonly size: number;
  value(row: number, name: string): string | null;
}

function add(index: Map<string, Set<number>>, value: string, row: number): void {
  const key = value.toLowerCase();
  const rows = index.get(key);
  if (rows === undefined) index.set(key, new Set([row]));
  else rows.add(row);
}
