import type { ActivityRow, CrmRecord, FieldRow, Fields, MappingDocument } from '@tamis/adapter';
import type { Lead } from '@tamis/core';
import {
  type Assembled,
  assemble,
  difference,
  type ManualValue,
  type Mapping,
  type Plan,
  parseMapping,
  plan,
  type Side,
  type SourceRecord,
} from '../../src/index.ts';
import { DAY, HOUR, MORNING } from './crm.ts';
import { planning } from './decision.ts';

/** A mapping of nothing but the given rows. */
export function rowsOnly(fields: readonly FieldRow[], activities: readonly ActivityRow[] = []): Mapping {
  const document: MappingDocument = { version: 1, fields, signals: [], activities };
  return parseMapping(document);
}

/** A two-way row between a lead field and a field of the contact. */
export function both(lead: string, field: string, more: Partial<FieldRow> = {}): FieldRow {
  return { lead, direction: 'both', object: 'contacts', field, ...more };
}

/** A contact with the times at which people changed its fields; what nobody changed is ten days old. */
export function person(
  fields: Fields,
  changed: SourceRecord['changed'] = {},
  more: Partial<SourceRecord> = {},
): SourceRecord {
  const known: CrmRecord = { object: 'contacts', id: '1', fields, modifiedAt: MORNING };
  return { ...known, changed, baselineAt: MORNING - 10 * DAY, ...more };
}

/** What one CRM knows of a person. */
export function side(connectionId: string, mapping: Mapping, more: Partial<Side> = {}): Side {
  return { connectionId, mapping, records: [], companies: [], deals: [], activities: [], ...more };
}

/** The lead that the sides make together. */
export function together(sides: readonly Side[], manual: readonly ManualValue[] = []): Assembled {
  return assemble({ leadId: '7', sides, manual, asOf: MORNING });
}

/** What is planned for one record of a side, when the whole lead is known. */
export function planFor(
  { connectionId, mapping }: Side,
  record: SourceRecord,
  { lead, origins }: { readonly lead: Lead; readonly origins: Assembled['origins'] },
): Plan {
  const { object, id, fields: observed, changed, baselineAt, ourWrites = {} } = record;
  const known = planning({ lead }, { observed });
  return plan({ ...known, connectionId, object, id, lead, origins, changed, baselineAt, ourWrites }, mapping);
}

/** The fields of a record that a run would change. */
export function changesFor(of: Side, record: SourceRecord, assembled: Assembled): Fields {
  const { desired } = planFor(of, record, assembled);
  return difference({ object: record.object, observed: record.fields, desired }, of.mapping);
}

/** The sides after everything planned was written: values are set, and no person changed anything. */
export function afterWrites(sides: readonly Side[], assembled: Assembled): readonly Side[] {
  return sides.map((of) => ({
    ...of,
    records: of.records.map((record) => {
      const changes = changesFor(of, record, assembled);
      const written = Object.fromEntries(Object.keys(changes).map((field) => [field, MORNING + HOUR]));
      return {
        ...record,
        fields: { ...record.fields, ...changes },
        ourWrites: { ...record.ourWrites, ...written },
      };
    }),
  }));
}
