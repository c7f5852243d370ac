import type { Activity, Lead } from '@tamis/core';
import type { Slot } from '../mapping.ts';
import { isEmpty, type LeadValue } from '../values/leadValue.ts';
import { type Reader, read } from './candidates.ts';
import type { Side, SideProblem, SourceRecord } from './input.ts';
import type { SpeakingSide } from './sources.ts';

type Deal = Lead['deals'][number];

function wordFor({ rows }: Slot, deal: SourceRecord, reader: Reader): LeadValue | undefined {
  let found: LeadValue | undefined;
  for (const row of rows) {
    const next = row.object === deal.object ? read(row, deal, reader) : undefined;
    if (!isEmpty(next)) return next;
    if (found === undefined) found = next;
  }
  return found;
}

function dealOf(record: SourceRecord, reader: Reader): Deal {
  const deal: Record<string, unknown> = { id: record.id };
  for (const slot of reader.side.mapping.dealSlots) {
    const found = wordFor(slot, record, reader);
    const value = isEmpty(found) && slot.fallback !== undefined ? slot.fallback : found;
    if (value !== undefined) deal[slot.name] = value;
  }
  // The slots of a deal are the fields of a deal, each read as its own type.
  return deal as Deal;
}

/** The deals of all sides. A deal is read alone: it is in one CRM, and every one of its fields is that CRM's. */
export function gatherDeals(
  sides: readonly Side[],
  speaking: readonly SpeakingSide[],
  problems: SideProblem[],
): Lead['deals'] {
  return speaking.flatMap((side, index) =>
    (sides[index]?.deals ?? []).map((deal) =>
      dealOf({ ...deal, changed: {}, baselineAt: deal.modifiedAt }, { side, problems }),
    ),
  );
}

/**
 * The activities of all sides. The same kind at the same instant in two CRMs is one: somebody's integration copies meetings and mails
 * between them. Within one CRM both count.
 */
export function gatherActivities(sides: readonly Side[]): Activity[] {
  if (sides.length === 1) return [...(sides[0]?.activities ?? [])];
  const told = new Map<string, string>();
  return sides.flatMap(({ connectionId, activities }) =>
    activities.filter(({ kind, at }) => {
      const key = `${kind}@${at}`;
      const by = told.get(key) ?? connectionId;
      told.set(key, by);
      return by === connectionId;
    }),
  );
}
