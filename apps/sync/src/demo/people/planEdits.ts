import type { Stage } from '@tamis/core';
import type { SharedLead } from '../../store/people/sharedLeads.ts';
import type { EditKind, PersonEdit } from './edit.ts';

/** What one person of the demo does. */
interface Act {
  /** In which CRM, counted from the first one; negative from the last one. */
  readonly crm: number;
  readonly kind: EditKind;
  readonly value: string;
}

/** Acts on one and the same lead, one after the other; `stage`: only on a lead that stands there. */
interface Scene {
  readonly acts: readonly Act[];
  readonly stage?: Stage;
}

/** A day in sales and marketing. Of two answers to the same question the later one is asked for. */
const SCENES: readonly Scene[] = [
  { stage: 'sql', acts: [{ crm: 1, kind: 'accepted', value: '' }] },
  { stage: 'sql', acts: [{ crm: 1, kind: 'rejected', value: 'No budget before next year' }] },
  { acts: [{ crm: 0, kind: 'job-title', value: 'Head of Operations' }] },
  {
    acts: [
      { crm: -1, kind: 'job-title', value: 'Purchasing Manager' },
      { crm: 0, kind: 'job-title', value: 'Chief Procurement Officer' },
    ],
  },
  { acts: [{ crm: -1, kind: 'phone', value: '+33199001234' }] },
  { acts: [{ crm: 0, kind: 'opted-out', value: '' }] },
  { acts: [{ crm: -1, kind: 'email', value: 'new.address@elsewhere.example' }] },
];

/** Stages in which nobody would edit a lead any more. */
const SETTLED: ReadonlySet<Stage> = new Set(['customer', 'disqualified', 'recycled']);

/**
 * Chooses a lead of several CRMs for each scene, each lead once, those in the most CRMs first. `connections` are the CRMs in the order in
 * which scenes count them. A scene that fits nobody is left out. The same leads give the same edits, in order.
 */
export function planEdits(
  leads: readonly SharedLead[],
  connections: readonly string[],
): readonly PersonEdit[] {
  const taken = new Set<string>();
  const widest = leads.filter(({ stage }) => !SETTLED.has(stage)).toSorted((a, b) => reach(b) - reach(a));
  return SCENES.flatMap(({ acts, stage }) => {
    const placed = acts.map(({ crm, ...act }) => ({ ...act, connectionId: connections.at(crm) ?? '' }));
    const lead = widest.find(
      (one) =>
        !taken.has(one.leadId) &&
        (stage === undefined || one.stage === stage) &&
        placed.every((act) => recordIn(one, act.connectionId) !== undefined) &&
        placed.every((act) => act.kind !== 'email' || isOneThere(one, act.connectionId)),
    );
    if (lead === undefined) return [];
    taken.add(lead.leadId);
    return placed.flatMap(({ connectionId, ...act }) => {
      const record = recordIn(lead, connectionId);
      return record === undefined ? [] : [{ ...act, leadId: lead.leadId, record }];
    });
  });
}

function reach({ records }: SharedLead): number {
  return new Set(records.map(({ connectionId }) => connectionId)).size;
}

/** Nobody else of the CRM keeps the old address: the lead has one record there, or those that the CRM itself ties to each other. */
function isOneThere({ records }: SharedLead, connectionId: string): boolean {
  const there = records.filter((record) => record.connectionId === connectionId);
  const tied = there.filter(({ reason }) => reason.kind === 'named-by-crm');
  return there.length === 1 || (there.length === 2 && tied.length === 2);
}

function recordIn({ records }: SharedLead, connectionId: string) {
  const found = records.find((record) => record.connectionId === connectionId);
  return found && { connectionId, object: found.object, id: found.id };
}
