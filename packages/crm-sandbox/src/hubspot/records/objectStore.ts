import type { RandomStream } from '../../random.ts';
import { SearchIndex } from '../../table/searchIndex.ts';
import { Table } from '../../table/table.ts';
import { PropertyRegistry } from '../properties/registry.ts';
import { ID_STEP, type ObjectType } from './objectType.ts';

/** All records of one object, its properties, and what a search sees of it. */
export class ObjectStore {
  readonly type: ObjectType;
  readonly table = new Table();
  readonly index: SearchIndex;
  readonly properties: PropertyRegistry;
  /** Where records that were merged away went: old id → id of the survivor. */
  readonly survivors = new Map<number, number>();
  readonly #unique = new Map<string, Map<string, number>>();

  constructor(type: ObjectType, random: RandomStream) {
    this.type = type;
    this.index = new SearchIndex(this.table, random);
    this.properties = new PropertyRegistry(type);
  }

  /** Adds an empty record at the next free id; the index is told by whoever fills it. */
  append(createdAt: number): number {
    const last = this.table.size - 1;
    const id = last < 0 ? this.type.firstId : this.table.id(last) + ID_STEP;
    return this.table.append(id, createdAt);
  }

  /** The live or archived record of an id, following merges; `null` where there is none. */
  find(id: string): number | null {
    if (!/^\d{1,15}$/.test(id)) return null;
    let number = Number(id);
    for (let next = this.survivors.get(number); next !== undefined; next = this.survivors.get(number))
      number = next;
    return this.table.rowOf(number);
  }

  findLive(id: string): number | null {
    const row = this.find(id);
    return row !== null && this.table.state(row) === 'live' ? row : null;
  }

  /** The live record that holds `value` in a property whose values are unique. */
  findUnique(property: string, value: string): number | null {
    return this.#unique.get(property)?.get(value.trim().toLowerCase()) ?? null;
  }

  claim(property: string, value: string, row: number): void {
    let holders = this.#unique.get(property);
    if (holders === undefined) {
      holders = new Map();
      this.#unique.set(property, holders);
    }
    holders.set(value.toLowerCase(), row);
  }

  release(property: string, value: string): void {
    this.#unique.get(property)?.delete(value.toLowerCase());
  }

  /** Gives back every unique value of a record that goes away. */
  releaseAll(row: number): void {
    for (const property of this.#unique.keys()) {
      const value = this.table.value(row, property);
      if (value !== null) this.release(property, value);
    }
  }

  id(row: number): string {
    return String(this.table.id(row));
  }
}
