import type { CrmRecord, Instant } from '@tamis/adapter';
import type { Mapping, Slot } from '../mapping.ts';
import { type LeadPath, leadPath, splitPath } from '../paths/leadPaths.ts';
import { compareIds } from './compareIds.ts';
import type { Side, SourceRecord } from './input.ts';

/** One connection with the records that fields of the lead are read from. */
export interface SpeakingSide {
  readonly connectionId: string;
  readonly mapping: Mapping;
  /** The person's records, the one that people changed last first, then their company. */
  readonly sources: readonly SourceRecord[];
}

/** Keys from the lead to the object that holds a field, and the field's name in it. */
export interface Place {
  readonly section: readonly string[];
  readonly name: string;
}

/** One field of the lead with the rows of every side that may fill it. */
export interface LeadField {
  readonly path: LeadPath;
  readonly place: Place;
  readonly readers: readonly { readonly side: SpeakingSide; readonly slot: Slot }[];
}

/** When people last changed the record; our own writes move the modification time and this never. */
function touchedAt({ changed, baselineAt }: SourceRecord): Instant {
  return Object.values(changed).reduce((latest, at) => Math.max(latest, at), baselineAt);
}

function latestFirst(records: readonly SourceRecord[]): readonly SourceRecord[] {
  if (records.length < 2) return records;
  return records.toSorted(
    (a, b) => touchedAt(b) - touchedAt(a) || compareIds(a.object, b.object) || compareIds(a.id, b.id),
  );
}

/** The company whose id comes first in the associations of the latest record; by id where no association says it. */
function mainCompany(companies: readonly CrmRecord[], records: readonly CrmRecord[]): readonly CrmRecord[] {
  if (companies.length < 2) return companies;
  for (const { associations = {} } of records) {
    for (const [object, ids] of Object.entries(associations)) {
      const named = companies.find((company) => company.object === object && company.id === ids[0]);
      if (named !== undefined) return [named];
    }
  }
  return companies.toSorted((a, b) => compareIds(a.id, b.id)).slice(0, 1);
}

/** The side with its records in the order in which they are heard. Of a company only the time of its latest change is known. */
export function speakingSide({ connectionId, mapping, records, companies }: Side): SpeakingSide {
  const people = latestFirst(records);
  const company = mainCompany(companies, people).map((one) => ({
    ...one,
    changed: {},
    baselineAt: one.modifiedAt,
  }));
  return { connectionId, mapping, sources: [...people, ...company] };
}

/** The fields of the lead that any of the sides may fill, in the order of the sides and their documents. */
export function leadFields(sides: readonly SpeakingSide[]): ReadonlyMap<string, LeadField> {
  const fields = new Map<string, LeadField>();
  for (const side of sides) {
    for (const slot of side.mapping.slots) {
      const { path } = slot;
      const readers = fields.get(path.path)?.readers ?? [];
      fields.set(path.path, { path, place: slot, readers: [...readers, { side, slot }] });
    }
  }
  return fields;
}

/** The fields, with those of the given paths that no row fills. */
export function withFields(
  fields: ReadonlyMap<string, LeadField>,
  paths: readonly string[],
): readonly LeadField[] {
  const missing = [...new Set(paths)].filter((name) => !fields.has(name)).toSorted();
  const others = missing.flatMap((name): LeadField[] => {
    const path = leadPath(name);
    return path === null ? [] : [{ path, place: splitPath(name), readers: [] }];
  });
  return [...fields.values(), ...others];
}
