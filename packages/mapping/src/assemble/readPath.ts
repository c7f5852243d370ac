import type { CrmRecord } from '@tamis/adapter';
import { toLead } from '../coerce.ts';
import type { Mapping } from '../mapping.ts';
import { fieldOf } from '../recordFields.ts';
import { isEmpty, type LeadValue } from '../values/leadValue.ts';

/**
 * What this one record alone says of a lead path: the first row of its object that gives something, in the order of the document.
 * `undefined` where no row names the path or the record does not have the fields; defaults do not count.
 */
export function readPath(record: CrmRecord, path: string, mapping: Mapping): LeadValue | undefined {
  const slot = mapping.slots.find((one) => one.path.path === path);
  let empty: LeadValue | undefined;
  for (const row of slot?.rows ?? []) {
    if (row.object !== record.object) continue;
    const { value } = toLead(fieldOf(record, row.field), row.target);
    if (!isEmpty(value)) return value;
    if (empty === undefined) empty = value;
  }
  return empty;
}
