import { type Connection, vendorOf } from '@tamis/sync';
import type { CrmName } from './crms.ts';
import { RULED_FIELDS, ruleOf } from './rules.ts';

type MappingDocument = Connection['mapping'];
type FieldRow = MappingDocument['fields'][number];

/** The default mapping of a CRM with the rows of {@link ruleOf} changed, and without activities: in these worlds nobody does anything but keep records. */
export function mappingOf(crm: CrmName): MappingDocument {
  const { defaultMapping } = vendorOf(crm);
  return {
    ...defaultMapping,
    fields: defaultMapping.fields.map((row) => ruled(crm, row)),
    activities: [],
  };
}

function ruled(crm: CrmName, row: FieldRow): FieldRow {
  const field = RULED_FIELDS.find((name) => row.lead === `person.${name}`);
  const rule = field === undefined ? null : ruleOf(field, { crm, object: row.object });
  if (rule?.direction !== 'both') return row;
  return {
    ...row,
    direction: 'both',
    ...(rule.onlyIfEmpty ? { write: 'only-if-empty' } : {}),
    ...(rule.conflict === 'newest' ? {} : { conflict: rule.conflict }),
    ...(rule.blanks ? { blanks: true } : {}),
  };
}
