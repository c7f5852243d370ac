import type { RandomStream } from '../../random.ts';
import { SearchIndex } from '../../table/searchIndex.ts';
import { Table } from '../../table/table.ts';
import { idOf, numberOf } from '../ids.ts';
import { FieldSet } from '../objects/fieldSet.ts';
import type { ObjectType } from '../objects/objectType.ts';
import { instantText } from '../time.ts';
import { ValueLookup } from './valueLookup.ts';

/** Where values come from: the records themselves, or what is committed of them. */
export interface ValueSource {
  value(row: number, name: string): string | null;
  modifiedAt(row: number): number;
}

/** The number of an object's first record, so that ids look like those of an org that has been used. */
const FIRST_NUMBER = 1_000_000;

/** All records of one object, its fields, and what other transactions see of it. */
export class RecordStore {
  readonly type: ObjectType;
  readonly table = new Table();
  readonly index: SearchIndex;
  readonly fields: FieldSet;
  readonly lookup = new ValueLookup(this.table);
  /** Who made and changed what says nothing else. */
  readonly #defaultUser: () => string;

  constructor(type: ObjectType, given: { random: RandomStream; defaultUser: () => string }) {
    this.type = type;
    this.index = new SearchIndex(this.table, given.random);
    this.fields = new FieldSet(type.fields);
    this.#defaultUser = given.defaultUser;
  }

  /** Adds an empty record; the index is told by whoever fills it. */
  append(createdAt: number): number {
    return this.table.append(FIRST_NUMBER + this.table.size, createdAt);
  }

  /** The row of an id of 15 or 18 characters, whatever became of the record; `null` where there is none. */
  rowOf(id: string): number | null {
    const number = numberOf(id, this.type.keyPrefix);
    return number === null ? null : this.table.rowOf(number);
  }

  /** The row of a record that is not deleted. */
  liveRowOf(id: string): number | null {
    const row = this.rowOf(id);
    return row !== null && this.table.state(row) === 'live' ? row : null;
  }

  id(row: number): string {
    return idOf(this.type.keyPrefix, this.table.id(row));
  }

  /** Sets a value without a look at time or permission. */
  put(row: number, name: string, value: string | null): void {
    this.lookup.replaced(row, name, { old: this.table.value(row, name), new: value });
    this.table.column(name).replace(row, value);
  }

  /** Forgets all values of a field that is deleted. */
  clear(name: string): void {
    for (let row = 0; row < this.table.size; row += 1)
      if (this.table.value(row, name) !== null) this.put(row, name, null);
  }

  /** A field's value as text, also of those that Salesforce keeps itself; `name` as the field spells it. */
  value(row: number, name: string, source: ValueSource = this.table): string | null {
    switch (name) {
      case 'Id':
        return this.id(row);
      case 'CreatedDate':
        return instantText(this.table.createdAt(row));
      case 'SystemModstamp':
        return instantText(source.modifiedAt(row));
      case 'LastModifiedDate':
        return source.value(row, name) ?? instantText(source.modifiedAt(row));
      case 'CreatedById':
      case 'LastModifiedById':
        return source.value(row, name) ?? this.#defaultUser();
      case 'Name':
        return source.value(row, name) ?? fullName(source, row);
      default:
        return source.value(row, name);
    }
  }
}

/** A person's name is made of its parts. */
function fullName(source: ValueSource, row: number): string | null {
  const parts = [source.value(row, 'FirstName'), source.value(row, 'LastName')];
  const name = parts.filter((part) => part !== null && part !== '').join(' ');
  return name === '' ? null : name;
}
