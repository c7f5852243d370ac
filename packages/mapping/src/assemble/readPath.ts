import type { CrmRecord } from '@tamis/adapter';
import { toLead } from '../coerce.ts';
import type { Mapping, PulledRow, Slot } from '../mapping.ts';
import { fieldOf } from '../recordFields.ts';
import { isEmpty, type LeadValue } from '../values/leadValue.ts';

/** What a record says through a row. */
export interface Word {
  readonly value: LeadValue;
  readonly row: PulledRow;
}

/** What one record alone says of a slot: the first row of its object that gives something, or else the first that is empty. */
export function wordOf(record: CrmRecord, slot: Slot): Word | null {
  let empty: Word | null = null;
  for (const row of slot.rows) {
    if (row.object !== record.object) continue;
    const { value } = toLead(fieldOf(record, row.field), row.target);
    if (value === undefined) continue;
    if (!isEmpty(value)) return { value, row };
    empty ??= { value, row };
  }
  return empty;
}

/**
 * What this one record alone says of a lead path: the first row of its object that gives something, in the order of the document.
 * `undefined` where no row names the path or the record does not have the fields; defaults do not count.
 */
export function readPath(record: CrmRecord, path: string, mapping: Mapping): LeadValue | undefined {
  const slot = mapping.slots.find((one) => one.path.path === path);
  return slot === undefined ? undefined : wordOf(record, slot)?.value;
}
