import { emptyLead, type Lead } from '@tamis/core';
import { isBundled, resolveBundles, stagesElsewhere, type Told } from './bundles.ts';
import { hear } from './candidates.ts';
import { compareIds } from './compareIds.ts';
import { completePermissions, put } from './draft.ts';
import { gatherActivities, gatherDeals } from './gathered.ts';
import type { Assembled, AssembleInput, Side, SideProblem } from './input.ts';
import { type Held, heldValues } from './manual.ts';
import type { Origin } from './origin.ts';
import { byHand, type Resolved, resolve } from './resolve.ts';
import { leadFields, type SpeakingSide, speakingSide, withFields } from './sources.ts';

function firstSeen(sides: readonly Side[]): number | undefined {
  const times = sides.flatMap(({ records }) => records.flatMap(({ createdAt }) => createdAt ?? []));
  return times.length === 0 ? undefined : Math.min(...times);
}

function tellAll(
  sides: readonly SpeakingSide[],
  manual: Held,
  problems: SideProblem[],
): ReadonlyMap<string, Told> {
  const fields = leadFields(sides);
  const byHand = [...manual.byPath.keys()];
  const isAnswered = [...fields.keys(), ...byHand].includes('salesAnswer.status');
  // The time of an answer is known from when it was given, even where no row reads one.
  const whole = withFields(fields, isAnswered ? [...byHand, 'salesAnswer.at'] : byHand);
  return new Map(
    whole.map((field) => {
      const { path } = field.path;
      return [path, { field, heard: hear(field, problems), manual: manual.byPath.get(path) }];
    }),
  );
}

/** A manual value stands, unless it would open what any record closes: an opt-out in a CRM is the person's own word. */
function resolveAlone({ field, heard, manual }: Told): Resolved {
  if (manual === undefined) return resolve(field, heard);
  const closed = field.path.strictest?.[0];
  const isOpened = manual.value !== closed && heard.candidates.some(({ value }) => value === closed);
  return isOpened ? resolve(field, heard) : byHand(manual);
}

function resolveAll(told: ReadonlyMap<string, Told>): ReadonlyMap<string, Resolved> {
  const resolved = new Map(resolveBundles(told));
  for (const [path, one] of told) if (!isBundled(path)) resolved.set(path, resolveAlone(one));
  return resolved;
}

function addStagesElsewhere(lead: Lead, told: Told | undefined, stands: Resolved | undefined): void {
  const words = told === undefined || stands === undefined ? [] : stagesElsewhere(told, stands);
  if (words.length > 0) lead.lifecycle.elsewhere = [...words];
}

/**
 * Makes one lead of its records in every CRM. A manual value stands; permissions take the most restrictive word, first touches the
 * earliest; an owner, an answer of sales and a lifecycle stage come whole from one record; every other field takes the word of the
 * strongest class (`crm-wins`, `newest`, `hub-wins`) and within it the latest that a person gave. Absent, null and empty text stay
 * three things. Neither the order of what is given nor our own writes change the result. Never throws on a value: what cannot be read
 * is left out and named in `problems`.
 */
export function assemble({ leadId, sides: given, manual, asOf }: AssembleInput): Assembled {
  const problems: SideProblem[] = [];
  const sides = given.toSorted((a, b) => compareIds(a.connectionId, b.connectionId));
  const speaking = sides.map(speakingSide);
  const held = heldValues(manual, asOf);
  const told = tellAll(speaking, held, problems);
  const resolved = resolveAll(told);
  const lead: Lead = { ...emptyLead(leadId), activities: gatherActivities(sides) };
  const origins = new Map<string, Origin>();
  for (const [path, { value, origin }] of resolved) {
    const field = told.get(path)?.field;
    if (field !== undefined) put(lead, field, value);
    if (origin !== null) origins.set(path, origin);
  }
  completePermissions(lead);
  addStagesElsewhere(lead, told.get('lifecycle.stage'), resolved.get('lifecycle.stage'));
  lead.deals = gatherDeals(sides, speaking, problems);
  const createdAt = lead.createdAt ?? firstSeen(sides);
  const whole = createdAt === undefined ? lead : { ...lead, createdAt };
  return { lead: whole, origins, problems, changesAt: held.changesAt };
}
