import type { CrmRecord, FieldValue } from '@tamis/adapter';
import type { Lead } from '@tamis/core';
import { emptyLead } from '@tamis/core';
import { toLead } from '../coerce.ts';
import type { Mapping, PulledRow, Slot } from '../mapping.ts';
import type { LeadPath } from '../paths/leadPaths.ts';
import { type MappingProblem, mappingProblem } from '../problem.ts';
import { isEmpty, type LeadValue } from '../values/leadValue.ts';
import type { Assembled, AssembleInput } from './input.ts';

function latestFirst(records: readonly CrmRecord[]): readonly CrmRecord[] {
  if (records.length < 2) return records;
  return records.toSorted((a, b) => b.modifiedAt - a.modifiedAt || (a.id < b.id ? -1 : 1));
}

/** The company whose id comes first in the associations of the latest record; by id where no association says it. */
function mainCompany(companies: readonly CrmRecord[], records: readonly CrmRecord[]): readonly CrmRecord[] {
  if (companies.length < 2) return companies;
  for (const { associations = {} } of records) {
    for (const [object, ids] of Object.entries(associations)) {
      const named = companies.find((company) => company.object === object && company.id === ids[0]);
      if (named !== undefined) return [named];
    }
  }
  return companies.toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, 1);
}

/** Reads a row from a record and notes what was lost. */
function read(row: PulledRow, record: CrmRecord, problems: MappingProblem[]): LeadValue | undefined {
  const raw: FieldValue | undefined = Object.hasOwn(record.fields, row.field)
    ? record.fields[row.field]
    : undefined;
  const { value, reason } = toLead(raw, row.target);
  if (reason !== null && raw !== undefined)
    problems.push(mappingProblem(row, record.id, { value: raw, reason }));
  return value;
}

/** Prefers something over nothing, and a stricter value over a freer one where the field knows such an order. */
function better(
  path: LeadPath,
  found: LeadValue | undefined,
  next: LeadValue | undefined,
): LeadValue | undefined {
  if (isEmpty(next)) return found === undefined ? next : found;
  if (isEmpty(found)) return next;
  const { strictest } = path;
  if (strictest === undefined) return found;
  const rank = (value: LeadValue) => strictest.indexOf(value);
  return rank(next) < rank(found) ? next : found;
}

function resolve(
  slot: Slot,
  sources: readonly CrmRecord[],
  problems: MappingProblem[],
): LeadValue | undefined {
  let found: LeadValue | undefined;
  for (const row of slot.rows) {
    for (const source of sources) {
      if (source.object === row.object) found = better(slot.path, found, read(row, source, problems));
      if (!isEmpty(found) && slot.path.strictest === undefined) return found;
    }
  }
  return isEmpty(found) && slot.fallback !== undefined ? slot.fallback : found;
}

type Section = Record<string, unknown>;

/** The object within the draft that holds the slot's field; a channel's permission is made when first needed. */
function holderOf(draft: Section, section: readonly string[]): Section {
  let holder = draft;
  for (const key of section) {
    holder[key] ??= {};
    holder = holder[key] as Section;
  }
  return holder;
}

function put(draft: Section, slot: Slot, value: LeadValue | undefined): void {
  if (value === undefined || (value === null && !slot.path.nullable)) return;
  holderOf(draft, slot.section)[slot.name] = value;
}

/** A channel of which only the basis or the source is known is in an unknown state. */
function completePermissions({ permission }: Lead): void {
  for (const channel of [permission.email, permission.phone]) {
    if (channel !== undefined) channel.state ??= 'unknown';
  }
}

function assembleDeal(
  record: CrmRecord,
  mapping: Mapping,
  problems: MappingProblem[],
): Lead['deals'][number] {
  const deal: Section = { id: record.id };
  for (const slot of mapping.dealSlots) {
    const value = resolve(slot, [record], problems);
    if (value !== undefined) deal[slot.name] = value;
  }
  // The slots of a deal are the fields of a deal, each read as its own type.
  return deal as Lead['deals'][number];
}

function firstSeen(records: readonly CrmRecord[]): number | undefined {
  const times = records.flatMap(({ createdAt }) => createdAt ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

/**
 * Makes one lead of its records. Rows fill a field in the order of the document: the first one that gives something stands,
 * except for permissions, where the most restrictive one does. Absent, null and empty text stay three things.
 * Never throws on a value: what cannot be read is left out and named in `problems`.
 */
export function assemble({ leadId, sides }: AssembleInput): Assembled {
  const lead: Lead = emptyLead(leadId);
  const problems = sides.flatMap(({ connectionId, mapping, ...side }) => {
    const found: MappingProblem[] = [];
    const records = latestFirst(side.records);
    const sources = [...records, ...mainCompany(side.companies, records)];
    for (const slot of mapping.slots) put(lead as Section, slot, resolve(slot, sources, found));
    lead.activities.push(...side.activities);
    lead.deals.push(...side.deals.map((deal) => assembleDeal(deal, mapping, found)));
    return found.map((problem) => ({ ...problem, connectionId }));
  });
  completePermissions(lead);
  const createdAt = lead.createdAt ?? firstSeen(sides.flatMap(({ records }) => records));
  const whole = createdAt === undefined ? lead : { ...lead, createdAt };
  return { lead: whole, origins: new Map(), problems, changesAt: null };
}
