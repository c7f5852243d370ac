import type { Sandbox } from '@tamis/crm-sandbox';
import type { CrmName, PeopleField, SeenRecord, Snapshot, Values } from './crms.ts';

/** Values to set by common name; `null` empties a field. */
export type Edit = Readonly<Partial<Record<keyof Values, string | null>>>;

/** Names one record of a CRM. */
export interface RecordName {
  readonly object: string;
  readonly id: string;
}

/** Who edits: a person at the screen, or another client of the vendor's API. */
export type Editor = 'person' | 'client';

/** One CRM of a world, with everything that other people and other clients do in it. Each call throws `Refused` where the CRM refuses it. */
export interface Crm {
  readonly name: CrmName;
  readonly sandbox: Sandbox;
  /** Objects of people in which a record can be made. */
  readonly objects: readonly string[];
  /** Sets the clock; it stands still there. Epoch milliseconds. */
  setClock(at: number): Promise<void>;
  /** Makes a record; `of` is the person that a lead belongs to, where leads belong to somebody. Answers with its id. */
  create(object: string, values: Partial<Record<PeopleField, string>>, of: string | null): Promise<string>;
  edit(record: RecordName, edit: Edit, by: Editor): Promise<void>;
  /** Merges two records of an object; answers with the id of the one that goes on. */
  merge(object: string, primary: string, loser: string): Promise<string>;
  remove(record: RecordName): Promise<void>;
  /** Takes a record out of the recycle bin. */
  restore(record: RecordName): Promise<void>;
  /** Converts a lead; answers with the record of a person that comes of it, `null` where that was there before. */
  convert(record: RecordName): Promise<RecordName | null>;
  /** Whether records of the object can be converted. */
  converts(object: string): boolean;
  snapshot(): Promise<Snapshot>;
}

/** A snapshot of these records. */
export function snapshotOf(records: readonly SeenRecord[]): Snapshot {
  return new Map(records.map((record) => [record.key, record]));
}

/** The values of a record by common name; empty ones are left out, and numbers are written in one way. */
export function valuesOf(
  names: Readonly<Partial<Record<string, string>>>,
  read: (name: string) => unknown,
): Values {
  const entries = Object.entries(names).flatMap(([field, name]) => {
    const value = name === undefined ? undefined : read(name);
    if (value === undefined || value === null || value === '') return [];
    const text = String(value);
    return [[field, /^-?\d+\.\d+$/.test(text) ? String(Number(text)) : text] as const];
  });
  return Object.fromEntries(entries);
}
