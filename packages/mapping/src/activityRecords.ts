import type { CrmRecord } from '@tamis/adapter';
import type { Activity } from '@tamis/core';
import { latestAttributes } from './activity.ts';
import type { ActivityReader, Mapping } from './mapping.ts';
import { type MappingProblem, mappingProblem } from './problem.ts';
import { fieldOf, parseTime } from './recordFields.ts';

/** What an activity record gives. */
export interface ActivityReading {
  /** `null` where its object is not mapped, or where `problem` says why it cannot be read. */
  readonly activity: Activity | null;
  /** Ids of the lead records that it is associated with, by object. */
  readonly leadRecordIds: Readonly<Record<string, readonly string[]>>;
  readonly problem: MappingProblem | null;
}

function kindOf({ kind, kindBy }: ActivityReader, record: CrmRecord): string {
  return kindBy === null ? kind : (kindBy.kinds.get(String(fieldOf(record, kindBy.field))) ?? kind);
}

function leadRecordIds(record: CrmRecord, { leadObjects }: Mapping): ActivityReading['leadRecordIds'] {
  return Object.fromEntries(
    Object.entries(record.associations ?? {}).filter(([object]) => leadObjects.has(object)),
  );
}

/**
 * Reads a meeting, a call … as one activity of its leads. A record is one activity, whatever becomes of it: read again, it replaces what
 * it was. Without a time it is none, and the problem says so.
 */
export function activityOf(record: CrmRecord, mapping: Mapping): ActivityReading {
  const reader = mapping.activities.get(record.object);
  if (reader === undefined) return { activity: null, leadRecordIds: {}, problem: null };
  const problems: MappingProblem[] = [];
  const at = parseTime(reader, record, problems);
  const ids = leadRecordIds(record, mapping);
  if (at !== undefined) {
    const activity = { kind: kindOf(reader, record), at, ...latestAttributes(record, reader.attributes) };
    return { activity, leadRecordIds: ids, problem: null };
  }
  const value = fieldOf(record, reader.at) ?? null;
  const problem = problems[0] ?? mappingProblem(reader, record.id, { value, reason: 'no-date' });
  return { activity: null, leadRecordIds: ids, problem };
}
