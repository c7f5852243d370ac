import type { CrmRecord, Instant, PastRequest, PastValue } from '@tamis/adapter';
import type { Stage } from '@tamis/core';
import type { Mapping, PastReader } from './mapping.ts';

/** A stage that a record entered before we looked, in our word and in the CRM's. */
export interface PastStage {
  /** The CRM's field. */
  readonly field: string;
  readonly at: Instant;
  readonly stage: Stage;
  /** The CRM's value. */
  readonly word: string;
}

/** The past values to read along with a full walk over an object; `null` where no row uses any. Paused rows ask for nothing. */
export function pastNeeded(mapping: Mapping, object: string): PastRequest | null {
  const rows = mapping.past.get(object) ?? [];
  if (rows.length === 0) return null;
  return {
    fields: rows.map(({ field }) => field),
    unless: [...new Set(rows.flatMap(({ unless }) => unless))],
  };
}

/**
 * The stages that a record went through, oldest first. Values that the mapping translates to no stage are left out; a stage that follows
 * itself in one field was entered once, at the earliest of its times.
 */
export function pastStagesOf(record: CrmRecord, mapping: Mapping): readonly PastStage[] {
  const rows = mapping.past.get(record.object) ?? [];
  return rows
    .flatMap((row) => entered(row, record.history?.[row.field] ?? []))
    .toSorted((a, b) => a.at - b.at);
}

function entered({ field, stages }: PastReader, history: readonly PastValue[]): readonly PastStage[] {
  const oldestFirst = history.toReversed().toSorted((a, b) => a.at - b.at);
  const known = oldestFirst.flatMap(({ value, at }): readonly PastStage[] => {
    const stage = value === null ? undefined : stages.get(value);
    return value === null || stage === undefined ? [] : [{ field, at, stage, word: value }];
  });
  return known.filter(({ stage }, index) => stage !== known[index - 1]?.stage);
}
