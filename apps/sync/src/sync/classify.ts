import type { CrmRecord, Fields } from '@tamis/adapter';
import type { StoredRecord } from '../store/records.ts';

/** What a record that came along is to us: `echo` is our own write coming back, and never a change. */
export type Arrival = 'changed' | 'unchanged' | 'echo';

/** Says whether two values of a field are the same to the CRM. */
export type Same = (field: string, a: Fields[string] | undefined, b: Fields[string] | undefined) => boolean;

/**
 * Compares a record with what was observed before. A difference is ours when every field that differs holds what we
 * were writing: so it is after a crash between a write and its acknowledgement.
 */
export function classify(record: CrmRecord, stored: StoredRecord | undefined, same: Same): Arrival {
  if (!stored || stored.gone) return 'changed';
  const different = Object.keys(record.fields).filter(
    (field) => !same(field, record.fields[field], stored.fields[field]),
  );
  if (different.length === 0)
    return stored.echoAt !== null && record.modifiedAt <= stored.echoAt ? 'echo' : 'unchanged';
  const { pending } = stored;
  const ours =
    pending !== null &&
    different.every((field) => field in pending && same(field, record.fields[field], pending[field]));
  return ours ? 'echo' : 'changed';
}
