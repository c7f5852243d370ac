import { groupPeople, type IdentifiedRecord } from '@tamis/core';
import type { LinkReasonStored } from '../../store/people/linkReason.ts';
import { type LinkedPerson, MOST_WITH_ADDRESS, placedRef } from '../../store/people/links.ts';

/** Records that are one person, and the leads that are theirs. */
export interface AssignedPerson {
  readonly members: readonly { readonly person: LinkedPerson; readonly reason: LinkReasonStored }[];
  /** Leads that go with this person; several become one, and without any a new one is made. */
  readonly leads: readonly string[];
}

/**
 * Says which records are one person and which leads go with whom. Records must come with all others of their addresses, ties and
 * leads, and with what people decided about them by now. What is gone goes on with what it became; else it rests on its lead, or
 * comes back with a new record of its address. The result depends on nothing but the records.
 */
export function assignLeads(records: readonly LinkedPerson[]): readonly AssignedPerson[] {
  const sorted = records.toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
  const byRef = new Map(sorted.map((record) => [record.ref, record]));
  const groups = liveGroups(sorted, byRef);
  const groupOf = new Map(groups.flatMap((group) => group.members.map(({ person }) => [person.ref, group])));
  const rest = sorted.filter(({ live }) => !live);
  for (const person of rest) {
    // Who is only gone, and was cut or joined by hand, is not of the person that their CRM names.
    const became = person.byHand === null ? successorOf(person, byRef) : null;
    const successor = groupOf.get(became ?? '') ?? heirOf(person, { groups, sorted });
    successor?.members.push({ person, reason: { kind: 'gone', with: became } });
  }
  const leadsOf = Map.groupBy(keepersOf(groups), ([, keeper]) => keeper);
  return groups.map((group) => ({
    members: group.members,
    leads: (leadsOf.get(group) ?? []).map(([leadId]) => leadId),
  }));
}

interface Group {
  readonly members: { readonly person: LinkedPerson; readonly reason: LinkReasonStored }[];
}

function liveGroups(sorted: readonly LinkedPerson[], byRef: ReadonlyMap<string, LinkedPerson>): Group[] {
  const crowded = crowdedAddresses(sorted);
  const live = sorted.filter((one) => one.live);
  return groupPeople(live.map((person) => identified(person, { crowded, byRef }))).map(({ members }) => ({
    members: members.flatMap(({ ref, reason }) => {
      const person = byRef.get(ref);
      if (person === undefined) return [];
      const isCrowded =
        reason.kind === 'alone' && reason.blocked === null && crowded.has(person.emailKey ?? '');
      return [
        { person, reason: isCrowded ? ({ kind: 'alone', blocked: 'shared-address' } as const) : reason },
      ];
    }),
  }));
}

function identified(
  person: LinkedPerson,
  { crowded, byRef }: { crowded: ReadonlySet<string>; byRef: ReadonlyMap<string, LinkedPerson> },
): IdentifiedRecord {
  const { ref, emailKey, roleAddress, firstName, lastName, byHand } = person;
  const { connectionId, object } = placedRef(ref);
  const successor = (of: string) => successorOf(byRef.get(of), byRef) ?? of;
  return {
    ref,
    place: `${connectionId}/${object}`,
    email: emailKey === null || crowded.has(emailKey) ? null : { key: emailKey, role: roleAddress },
    name: { first: firstName, last: lastName },
    samePerson: person.ties.map(successor),
    byHand:
      byHand?.kind === 'joined' ? { kind: 'joined', with: byHand.with ?? '' } : byHand && { kind: 'cut' },
  };
}

function crowdedAddresses(records: readonly LinkedPerson[]): ReadonlySet<string> {
  const counts = Map.groupBy(records, ({ emailKey }) => emailKey ?? '');
  return new Set([...counts].flatMap(([key, holders]) => (holders.length > MOST_WITH_ADDRESS ? [key] : [])));
}

/** The live record that a gone one became, however often that went on. */
function successorOf(
  person: LinkedPerson | undefined,
  byRef: ReadonlyMap<string, LinkedPerson>,
): string | null {
  const seen = new Set<string>();
  for (let one = person; one !== undefined && !seen.has(one.ref); one = byRef.get(one.ties[0] ?? '')) {
    if (one.live) return one.ref;
    seen.add(one.ref);
  }
  return null;
}

/** A person whose every record is gone and who has a new one now, by the address. */
function heirOf(
  gone: LinkedPerson,
  { groups, sorted }: { groups: readonly Group[]; sorted: readonly LinkedPerson[] },
): Group | undefined {
  if (gone.emailKey === null || gone.roleAddress || gone.byHand !== null) return undefined;
  if (sorted.some(({ leadId, live }) => live && leadId === gone.leadId)) return undefined;
  return groups.find(({ members }) =>
    members.some(
      ({ person }) =>
        person.live && person.byHand === null && person.emailKey === gone.emailKey && agree(person, gone),
    ),
  );
}

function agree(a: LinkedPerson, b: LinkedPerson): boolean {
  return a.firstName === b.firstName || a.lastName === b.lastName;
}

/**
 * Which group each lead goes with: where the record is for which the lead was made, else where most of its live records are, else
 * the group that comes first.
 */
function keepersOf(groups: readonly Group[]): ReadonlyMap<string, Group> {
  const claims = new Map<string, { group: Group; weight: number }>();
  for (const group of groups) {
    for (const [leadId, members] of Map.groupBy(group.members, ({ person }) => person.leadId)) {
      if (leadId === null) continue;
      const weight = members.reduce((sum, member) => sum + weightOf(member), 0);
      const present = claims.get(leadId);
      if (present === undefined || weight > present.weight) claims.set(leadId, { group, weight });
    }
  }
  return new Map([...claims].map(([leadId, { group }]) => [leadId, group]));
}

/** More than any number of records of one person. */
const MADE_FOR = 1_000_000;

/** A record that went on is where it went. */
function weightOf({ person, reason }: Group['members'][number]): number {
  const isMadeFor = person.leadId === person.originLead;
  if (!person.live && reason.kind === 'gone' && reason.with === null) return isMadeFor ? 1 : 0;
  return isMadeFor ? MADE_FOR : 2;
}
