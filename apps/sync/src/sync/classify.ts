import type { CrmRecord, Fields, FieldValue } from '@tamis/adapter';
import type { Ledger, StoredRecord } from '../store/records.ts';

/** What a record that came along is to us: `echo` is our own write coming back, and never a change. */
export type Arrival = 'changed' | 'unchanged' | 'echo';

/** A record that came along, field by field. */
export interface Classified {
  readonly arrival: Arrival;
  /** Fields that somebody else changed since the record was stored. */
  readonly foreign: readonly string[];
  /** Fields that came to hold what we wrote, as after a write whose answer was lost. */
  readonly ours: readonly string[];
}

/** Says whether two values of a field are the same to the CRM. */
export type Same = (field: string, a: FieldValue | undefined, b: FieldValue | undefined) => boolean;

/** The fields that hold something else than when the record was stored. */
export function differentFields(
  record: CrmRecord,
  stored: StoredRecord | undefined,
  same: Same,
): readonly string[] {
  if (!stored) return [];
  return Object.keys(record.fields).filter(
    (field) => !same(field, record.fields[field], stored.fields[field]),
  );
}

/** A record beside what was known of it and of our writes to it. */
export interface Comparison {
  readonly record: CrmRecord;
  readonly stored: StoredRecord | undefined;
  readonly ledger: Ledger | undefined;
  readonly different: readonly string[];
}

/**
 * Says what of a record is news. A field that differs is ours when it holds what we were writing, as after a crash between a write and
 * its acknowledgement, or what we wrote last.
 */
export function classify({ record, stored, ledger, different }: Comparison, same: Same): Classified {
  if (!stored) return { arrival: 'changed', foreign: [], ours: [] };
  const ours = different.filter((field) => isOurs(field, { record, stored, ledger, same }));
  const foreign = different.filter((field) => !ours.includes(field));
  return { arrival: arrivalOf(record, stored, { different, foreign }), foreign, ours };
}

function arrivalOf(
  { modifiedAt }: CrmRecord,
  { gone, echoAt }: StoredRecord,
  { different, foreign }: { different: readonly string[]; foreign: readonly string[] },
): Arrival {
  if (gone || foreign.length > 0) return 'changed';
  if (different.length > 0) return 'echo';
  return echoAt !== null && modifiedAt <= echoAt ? 'echo' : 'unchanged';
}

/** An unanswered write has come back where all of it is there: somebody may have set one of its values for themselves. */
function isWhole({ record, ledger, same }: Pick<Known, 'record' | 'ledger' | 'same'>): boolean {
  return Object.entries(ledger?.pending ?? {}).every(
    ([field, value]) => !Object.hasOwn(record.fields, field) || same(field, record.fields[field], value),
  );
}

/** A person changed the field after our last write: taking the change back is a change of theirs again. */
function wentOn(field: string, { changed, ourWrites }: StoredRecord): boolean {
  return (changed[field] ?? Number.NEGATIVE_INFINITY) > (ourWrites[field] ?? Number.POSITIVE_INFINITY);
}

interface Known {
  readonly record: CrmRecord;
  readonly stored: StoredRecord;
  readonly ledger: Ledger | undefined;
  readonly same: Same;
}

function isOurs(field: string, { record, stored, ledger, same }: Known): boolean {
  const holds = (ours: Fields | null | undefined) =>
    ours != null && Object.hasOwn(ours, field) && same(field, record.fields[field], ours[field]);
  return (
    (isWhole({ record, ledger, same }) && holds(ledger?.pending)) ||
    (holds(ledger?.written) && !wentOn(field, stored))
  );
}
