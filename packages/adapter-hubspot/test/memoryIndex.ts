import type { Row } from '../src/pull/row.ts';
import type { Condition, Query, SearchPage } from '../src/pull/search.ts';
import { compareIds } from '../src/wire.ts';

export interface Entry {
  readonly id: string;
  modified: number;
}

/** HubSpot's search over entries in memory, as far as walks need it, with its 10,000 results and its one sort. */
export class MemoryIndex {
  entries: Entry[];
  calls = 0;
  readonly #ties: 'id' | 'scrambled';
  /** What happens elsewhere just before the n-th call (from 1). */
  readonly #meanwhile: ReadonlyMap<number, (index: MemoryIndex) => void>;

  constructor(
    entries: readonly Entry[],
    options: {
      ties?: 'id' | 'scrambled';
      meanwhile?: ReadonlyMap<number, (index: MemoryIndex) => void>;
    } = {},
  ) {
    this.entries = entries.toSorted((a, b) => compareIds(a.id, b.id));
    this.#ties = options.ties ?? 'id';
    this.#meanwhile = options.meanwhile ?? new Map();
  }

  delete(id: string): void {
    this.entries = this.entries.filter((entry) => entry.id !== id);
  }

  readonly search = async ({ groups, sort, offset = 0 }: Query): Promise<SearchPage> => {
    this.calls += 1;
    this.#meanwhile.get(this.calls)?.(this);
    if (offset + 200 > 10_000) throw new Error(`offset ${offset} is out of reach`);
    const found = this.entries.filter((entry) =>
      groups.some((group) => group.every((condition) => holds(condition, entry))),
    );
    const ordered =
      sort === 'id' ? found : found.toSorted((a, b) => a.modified - b.modified || this.#tie(a, b));
    return { total: found.length, rows: ordered.slice(offset, offset + 200).map(toRow) };
  };

  #tie(a: Entry, b: Entry): number {
    return this.#ties === 'id' ? compareIds(a.id, b.id) : scramble(a.id) - scramble(b.id);
  }
}

function holds({ on, is, value }: Condition, entry: Entry): boolean {
  const difference = on === 'id' ? compareIds(entry.id, String(value)) : entry.modified - Number(value);
  if (is === 'EQ') return difference === 0;
  if (is === 'LTE') return difference <= 0;
  return is === 'GT' ? difference > 0 : difference >= 0;
}

function scramble(id: string): number {
  return (Number(id) * 2_654_435_761) % 4_294_967_296;
}

function toRow({ id, modified }: Entry): Row {
  const record = { object: 'contacts', id, fields: {}, modifiedAt: modified };
  return { id, modified, outcome: { record } };
}

/** Entries 1…n, all modified at `modified(i)`. */
export function entries(n: number, modified: (index: number) => number): Entry[] {
  return Array.from({ length: n }, (_, index) => ({
    id: String(1001 + index * 3),
    modified: modified(index),
  }));
}
