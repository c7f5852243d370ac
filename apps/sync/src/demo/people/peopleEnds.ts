import { type LinkedPerson, linksOfRecords, type PlacedRef, refOf } from '../../store/people/links.ts';
import { type SharedLead, sharedLeads } from '../../store/people/sharedLeads.ts';
import type { ConnectedCrm, DemoParts } from '../runOnce.ts';
import type { EditKind, PersonEdit } from './edit.ts';
import type { EditEnd, PeopleEnds, PersonEnd, RecordEnd } from './personEnd.ts';
import { type Held, readBack } from './readBack.ts';

/** People shown at most, those who were edited and their doubles first. */
const SHOWN = 10;

/** What was done between the rounds, and the leads of several CRMs as they were before, by id. */
export interface Edited {
  readonly edits: readonly PersonEdit[];
  readonly before: ReadonlyMap<string, SharedLead>;
}

/** Reads back from the CRMs what every record of a person in several of them says, and what became of the edits. */
export async function peopleEnds(
  parts: DemoParts,
  crms: readonly ConnectedCrm[],
  edited: Edited,
): Promise<PeopleEnds> {
  const { service } = parts;
  const touched = recordsTouched(edited).map(refOf);
  const links = await linksOfRecords(service.db, service.workspace.id, touched);
  const people = await peopleOf(parts, edited, links);
  const held = await readBack(
    parts,
    crms,
    people.flatMap(({ records }) => records),
  );
  const ends = people.map((lead) => endOf(lead, { crms, held, edited, links }));
  return {
    shown: ends.slice(0, SHOWN),
    differing: ends.filter(({ same }) => !same).map(({ name }) => name),
  };
}

/** All records that a lead had of which one was edited, in the order of the edits. */
function recordsTouched({ edits, before }: Edited): readonly PlacedRef[] {
  return edits.flatMap(({ leadId }) => before.get(leadId)?.records ?? []);
}

/** The edited ones, with whoever parted from them, then all others of several CRMs, in the most CRMs first. */
async function peopleOf(
  { service }: DemoParts,
  edited: Edited,
  links: readonly LinkedPerson[],
): Promise<readonly SharedLead[]> {
  const all = await sharedLeads(service.db, service.workspace.id, 1);
  const known = new Map(all.map((lead) => [lead.leadId, lead]));
  const leadOf = new Map(links.map(({ ref, leadId }) => [ref, leadId]));
  const first = recordsTouched(edited).flatMap((record) => leadOf.get(refOf(record)) ?? []);
  const others = all
    .filter((lead) => crmsOf(lead) > 1)
    .toSorted((a, b) => crmsOf(b) - crmsOf(a))
    .map(({ leadId }) => leadId);
  return [...new Set([...first, ...others])].flatMap((leadId) => known.get(leadId) ?? []);
}

function crmsOf({ records }: SharedLead): number {
  return new Set(records.map(({ connectionId }) => connectionId)).size;
}

/** What the end of a person is made of. */
interface Found {
  readonly crms: readonly ConnectedCrm[];
  readonly held: ReadonlyMap<string, Held>;
  readonly edited: Edited;
  readonly links: readonly LinkedPerson[];
}

function endOf(lead: SharedLead, found: Found): PersonEnd {
  const { crms, held, edited } = found;
  const records = crms.flatMap(({ crm, connectionId }) =>
    lead.records
      .filter((record) => record.connectionId === connectionId)
      .map((record) => recordEnd({ ...record, crm }, held.get(refOf(record)))),
  );
  const said = records.map(({ stage, score, reason }) => JSON.stringify([stage, score, reason]));
  return {
    leadId: lead.leadId,
    name: lead.name,
    stageBefore: edited.before.get(lead.leadId)?.stage ?? null,
    records,
    edits: edited.edits
      .filter((edit) => concerns(edit, lead, found))
      .map((edit) => editEnd(edit, lead, found)),
    same: new Set(said).size === 1,
  };
}

/** An edit is told where its record is now. */
function concerns({ record }: PersonEdit, { leadId }: SharedLead, { links }: Found): boolean {
  return links.some((link) => link.ref === refOf(record) && link.leadId === leadId);
}

function recordEnd(
  record: SharedLead['records'][number] & { readonly crm: string },
  held: Held | undefined,
): RecordEnd {
  const { crm, object, id, reason } = record;
  return {
    crm,
    object,
    id,
    stage: String(held?.get('verdict.stage') ?? ''),
    score: Number(held?.get('verdict.score') ?? Number.NaN),
    reason: String(held?.get('verdict.reason') ?? ''),
    linked: reason.kind,
  };
}

/** Kinds of edits whose value may be copied to other CRMs, with the lead path that holds it. */
const COPIED: Readonly<Partial<Record<EditKind, string>>> = {
  'job-title': 'person.jobTitle',
  phone: 'person.phone',
};

function editEnd({ kind, value, record }: PersonEdit, lead: SharedLead, { crms, held }: Found): EditEnd {
  const crm = crms.find(({ connectionId }) => connectionId === record.connectionId)?.crm ?? '';
  const path = COPIED[kind];
  if (path === undefined) return { crm, kind, value, standsIn: null };
  const holders = lead.records.filter((one) => held.get(refOf(one))?.get(path) === value);
  const standsIn = crms.filter(({ connectionId }) =>
    holders.some((one) => one.connectionId === connectionId),
  );
  return { crm, kind, value, standsIn: standsIn.map((one) => one.crm) };
}
