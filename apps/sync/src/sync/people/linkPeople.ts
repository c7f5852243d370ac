import { addLeadEvents, type DatedEvent } from '../../store/leadEvents.ts';
import { createLeads, markLeadsDirty } from '../../store/people/leadRows.ts';
import {
  type LinkedPerson,
  linksOfLeads,
  linksOfRecords,
  linksTiedTo,
  linksWithAddress,
  saveLinks,
  tiesOf,
} from '../../store/people/links.ts';
import { historyLengths, mergeLeads } from '../../store/people/mergeLeads.ts';
import { partLead } from '../../store/people/partLead.ts';
import type { Queries } from '../../store/schema.ts';
import { type AssignedPerson, assignLeads } from './assignLeads.ts';
import { carryWordsOn } from './carryWordsOn.ts';

/** Whose leads, and when. */
export interface PeopleScope {
  readonly workspaceId: string;
  readonly at: number;
}

/**
 * Gives records their leads: compares the given ones, as they are now, with all others of their addresses, ties and leads; makes leads,
 * joins and parts them; returns the leads that changed, which wait for evaluation. The people of the workspace must be locked, and the
 * given records read under that lock.
 */
export async function linkPeople(
  queries: Queries,
  scope: PeopleScope,
  given: readonly LinkedPerson[],
): Promise<readonly string[]> {
  if (given.length === 0) return [];
  const found = await withAllOthers(queries, scope, given);
  const records = carryWordsOn(found);
  const assigned = assignLeads(records);
  const placed = await chooseLeads(queries, scope, assigned);
  for (const one of placed) await part(queries, scope, one);
  const saidAnew = records.filter((record, index) => record !== found[index]);
  const isNews = new Set([...given, ...saidAnew].map(({ ref }) => ref));
  await saveLinks(queries, scope.workspaceId, [
    ...placed.flatMap((one) => linksToSave(one, isNews)),
    ...restingOf(
      records.filter(({ ref }) => isNews.has(ref)),
      placed,
    ),
  ]);
  for (const { leadId, leads } of placed)
    for (const dropped of leads)
      if (dropped !== leadId) await mergeLeads(queries, { ...scope, kept: leadId, dropped });
  const now = new Map(placed.flatMap(({ leadId, leads }) => leads.map((one) => [one, leadId] as const)));
  await addLeadEvents(
    queries,
    scope.workspaceId,
    placed.flatMap((one) => eventsOf(one, { at: scope.at, now })),
  );
  const moved = placed.filter((one) => hasMoved(one, isNews));
  const leadIds = [...new Set(moved.flatMap(({ leadId, members }) => [leadId, ...leftBy(members, now)]))];
  await markLeadsDirty(queries, scope.workspaceId, leadIds);
  return leadIds;
}

/** Everything that has a say: what is tied to the records, has their addresses or shares their leads, and so on from there. */
async function withAllOthers(
  queries: Queries,
  { workspaceId }: PeopleScope,
  given: readonly LinkedPerson[],
): Promise<readonly LinkedPerson[]> {
  const found = new Map(given.map((one) => [one.ref, one]));
  const asked = { keys: new Set<string>(), refs: new Set<string>(), leads: new Set<string>() };
  for (let frontier = given; frontier.length > 0; ) {
    const keys = unasked(asked.keys, frontier.map(addressOf));
    const ties = unasked(asked.refs, frontier.flatMap(tiesOf));
    const leads = unasked(
      asked.leads,
      frontier.map(({ leadId }) => leadId),
    );
    const others = [
      ...(await linksWithAddress(queries, workspaceId, keys)),
      ...(await linksOfRecords(queries, workspaceId, ties)),
      ...(await linksTiedTo(
        queries,
        workspaceId,
        frontier.map(({ ref }) => ref),
      )),
      ...(await linksOfLeads(queries, workspaceId, leads)),
    ].filter(({ ref }) => !found.has(ref));
    for (const other of others) found.set(other.ref, other);
    frontier = others;
  }
  return [...found.values()];
}

/** Role addresses link nobody. */
function addressOf({ emailKey, roleAddress }: LinkedPerson): string | null {
  return roleAddress ? null : emailKey;
}

function unasked(asked: Set<string>, wanted: readonly (string | null)[]): readonly string[] {
  const news = [...new Set(wanted)].filter((one) => one !== null).filter((one) => !asked.has(one));
  for (const one of news) asked.add(one);
  return news;
}

/** A person with the lead that is theirs from now on. */
interface PlacedPerson extends AssignedPerson {
  readonly leadId: string;
  readonly isNew: boolean;
}

/** Of several leads the one with the longest history stays, of equal ones the oldest; who has none gets a new one. */
async function chooseLeads(
  queries: Queries,
  { workspaceId }: PeopleScope,
  assigned: readonly AssignedPerson[],
): Promise<readonly PlacedPerson[]> {
  const several = assigned.flatMap(({ leads }) => (leads.length > 1 ? leads : []));
  const lengths = await historyLengths(queries, workspaceId, several);
  const fresh = assigned.filter(({ leads }) => leads.length === 0);
  const made = await createLeads(queries, workspaceId, fresh.length);
  const madeFor = new Map(fresh.map((person, index) => [person, made[index]]));
  return assigned.map((person) => {
    const [longest] = person.leads.toSorted(
      (a, b) => (lengths.get(b) ?? 0) - (lengths.get(a) ?? 0) || Number(BigInt(a) - BigInt(b)),
    );
    const leadId = longest ?? madeFor.get(person);
    if (leadId === undefined) throw new Error('A person was left without a lead.');
    return { ...person, leadId, isNew: longest === undefined };
  });
}

/** Records that leave a lead which goes with somebody else take along what was theirs. */
async function part(queries: Queries, { workspaceId, at }: PeopleScope, placed: PlacedPerson): Promise<void> {
  const leavers = placed.members.filter(({ person }) => hasLeft(person, placed));
  for (const [from, members] of Map.groupBy(leavers, ({ person }) => person.leadId)) {
    if (from === null) continue;
    const origins = members.flatMap(({ person }) => person.originLead ?? []).filter((one) => one !== from);
    const refs = members.map(({ person }) => person.ref);
    await partLead(queries, {
      workspaceId,
      at,
      from,
      to: placed.leadId,
      isNew: placed.isNew,
      refs,
      origins,
    });
  }
}

function hasLeft({ leadId }: LinkedPerson, placed: PlacedPerson): boolean {
  return leadId !== null && leadId !== placed.leadId && !placed.leads.includes(leadId);
}

function linksToSave(placed: PlacedPerson, isNews: ReadonlySet<string>): readonly LinkedPerson[] {
  return placed.members.flatMap(({ person, reason }) => {
    const isSame =
      person.leadId === placed.leadId && JSON.stringify(person.reason) === JSON.stringify(reason);
    if (isSame && !isNews.has(person.ref)) return [];
    const originLead = placed.isNew ? placed.leadId : person.originLead;
    return [{ ...person, leadId: placed.leadId, originLead, reason }];
  });
}

/** Gone records that nothing goes on with keep their place. */
function restingOf(news: readonly LinkedPerson[], placed: readonly PlacedPerson[]): readonly LinkedPerson[] {
  const placedRefs = new Set(placed.flatMap(({ members }) => members.map(({ person }) => person.ref)));
  return news
    .filter(({ ref, leadId }) => leadId !== null && !placedRefs.has(ref))
    .map((person) => ({ ...person, reason: { kind: 'gone', with: null } }));
}

function hasMoved({ leadId, members }: PlacedPerson, isNews: ReadonlySet<string>): boolean {
  return members.some(({ person }) => person.leadId !== leadId || isNews.has(person.ref));
}

/** The lead that each lead has become part of, or itself; a lead that went with nobody is not among them. */
type LeadsNow = ReadonlyMap<string, string>;

/** What became of the leads that records have left. */
function leftBy(members: PlacedPerson['members'], now: LeadsNow): readonly string[] {
  return members.flatMap(({ person }) => now.get(person.leadId ?? '') ?? []);
}

function eventsOf(person: PlacedPerson, { at, now }: { at: number; now: LeadsNow }): readonly DatedEvent[] {
  const { leadId, leads, members } = person;
  const joined = members.filter((one) => one.person.leadId !== leadId && members.length > 1);
  return [
    ...joined.map(({ person: { ref }, reason }) => ({ kind: 'record-linked', ref, reason }) as const),
    ...leads.filter((from) => from !== leadId).map((from) => ({ kind: 'leads-merged', from }) as const),
  ]
    .map((event): DatedEvent => ({ leadId, at, event }))
    .concat(members.flatMap((one) => partings(one, { person, at, now })));
}

function partings(
  { person: { ref, ...left }, reason }: PlacedPerson['members'][number],
  { person, at, now }: { person: PlacedPerson; at: number; now: LeadsNow },
): readonly DatedEvent[] {
  const leadId = hasLeft({ ref, ...left }, person) ? now.get(left.leadId ?? '') : undefined;
  return leadId === undefined
    ? []
    : [{ leadId, at, event: { kind: 'record-left', ref, to: person.leadId, reason } }];
}
