import type { EmailIdentity } from './emailIdentity.ts';
import { agreeFully, agreePartly, areFull, isFull, type PersonName } from './personName.ts';

/** What a person decided about a record: it stands alone (`cut`), or it is the same person as another one (`joined`). */
export type HandDecision = { readonly kind: 'cut' } | { readonly kind: 'joined'; readonly with: string };

/** A record of a CRM as far as it says who it is. */
export interface IdentifiedRecord {
  /** Unique among the records that are compared. */
  readonly ref: string;
  /** Where it is kept: an object of a connection. Two records there with different names are two people. */
  readonly place: string;
  readonly email: EmailIdentity | null;
  readonly name: PersonName;
  /** Records that the CRM itself names as the same person. */
  readonly samePerson: readonly string[];
  readonly byHand: HandDecision | null;
}

/** Why a record belongs to its group, or why it stands alone although another record has its address. */
export type LinkReason =
  | { readonly kind: 'by-hand' | 'named-by-crm' | 'email'; readonly with: string }
  | { readonly kind: 'alone'; readonly blocked: LinkBlock | null };

/** What keeps records with the same address apart. */
export type LinkBlock = 'cut-by-hand' | 'role-address' | 'shared-address' | 'other-name';

/** Records that are one person, in order of their `ref`. */
export interface PersonGroup {
  readonly members: readonly { readonly ref: string; readonly reason: LinkReason }[];
}

type Links = Map<string, { readonly with: string; readonly kind: 'by-hand' | 'named-by-crm' | 'email' }[]>;

/**
 * Says which of the records are one person. What a person decided goes first, then what a CRM names itself, then the e-mail address.
 * Role addresses link nobody. An address is shared where one place holds it under two different full names: then only equal
 * full names are one person. Otherwise records with one address are one person unless first and last name both differ, or
 * the same place calls them differently. The result does not depend on the order of the records.
 */
export function groupPeople(records: readonly IdentifiedRecord[]): readonly PersonGroup[] {
  const sorted = records.toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
  const links: Links = new Map(sorted.map(({ ref }) => [ref, []]));
  const isCut = new Set(sorted.flatMap(({ ref, byHand }) => (byHand?.kind === 'cut' ? [ref] : [])));
  for (const record of sorted) {
    for (const { kind, with: other } of namedBy(record))
      if (kind === 'by-hand' || !isCut.has(other)) tie(links, [record.ref, other], kind);
  }
  const blocks = linkByAddress(sorted, links);
  return components(sorted, links).map((refs) => ({
    members: refs.map((ref) => ({ ref, reason: reasonOf(ref, { links, blocks }) })),
  }));
}

function namedBy({ byHand, samePerson }: IdentifiedRecord) {
  if (byHand?.kind === 'cut') return [];
  if (byHand?.kind === 'joined') return [{ kind: 'by-hand', with: byHand.with } as const];
  return samePerson.map((ref) => ({ kind: 'named-by-crm', with: ref }) as const);
}

function tie(links: Links, [a, b]: readonly [string, string], kind: 'by-hand' | 'named-by-crm' | 'email') {
  const [ofA, ofB] = [links.get(a), links.get(b)];
  if (ofA === undefined || ofB === undefined || a === b) return;
  ofA.push({ with: b, kind });
  ofB.push({ with: a, kind });
}

/** Ties records by their address, and notes what kept others apart. */
function linkByAddress(records: readonly IdentifiedRecord[], links: Links): ReadonlyMap<string, LinkBlock> {
  const blocks = new Map<string, LinkBlock>();
  const addressed = records.filter(({ email }) => email !== null);
  for (const holders of Map.groupBy(addressed, ({ email }) => email?.key).values()) {
    if (holders.length === 1) continue;
    const free = holders.filter(({ byHand }) => byHand === null);
    const block = blockOf(free);
    for (const { ref, byHand } of holders) blocks.set(ref, byHand?.kind === 'cut' ? 'cut-by-hand' : block);
    for (const [one, other] of pairs(free))
      if (SAME[block](one, other)) tie(links, [one.ref, other.ref], 'email');
  }
  return blocks;
}

type AddressBlock = Exclude<LinkBlock, 'cut-by-hand'>;

/** What holders of one address must agree in to be one person, by what might keep them apart. */
const SAME: Readonly<Record<AddressBlock, (a: IdentifiedRecord, b: IdentifiedRecord) => boolean>> = {
  'role-address': () => false,
  'shared-address': (a, b) => isFull(a.name) && a.name.first === b.name.first && a.name.last === b.name.last,
  'other-name': (a, b) => (a.place === b.place ? agreeFully(a.name, b.name) : agreePartly(a.name, b.name)),
};

function blockOf(holders: readonly IdentifiedRecord[]): AddressBlock {
  if (holders.some(({ email }) => email?.role)) return 'role-address';
  return isShared(holders) ? 'shared-address' : 'other-name';
}

function pairs<T>(list: readonly T[]): readonly (readonly [T, T])[] {
  return list.flatMap((one, index) => list.slice(index + 1).map((other) => [one, other] as const));
}

/** One place holds the address under two different full names. */
function isShared(holders: readonly IdentifiedRecord[]): boolean {
  return holders.some((a) =>
    holders.some((b) => a.place === b.place && areFull(a.name, b.name) && !agreeFully(a.name, b.name)),
  );
}

function components(records: readonly IdentifiedRecord[], links: Links): readonly (readonly string[])[] {
  const seen = new Set<string>();
  return records.flatMap(({ ref }) => {
    if (seen.has(ref)) return [];
    const found = [ref];
    seen.add(ref);
    for (const one of found) {
      for (const { with: next } of links.get(one) ?? []) {
        if (!seen.has(next)) found.push(next);
        seen.add(next);
      }
    }
    return [found.toSorted()];
  });
}

/** The strongest tie explains the link; without any, what kept the record apart. */
function reasonOf(
  ref: string,
  { links, blocks }: { links: Links; blocks: ReadonlyMap<string, LinkBlock> },
): LinkReason {
  const ties = links.get(ref) ?? [];
  for (const kind of ['by-hand', 'named-by-crm', 'email'] as const) {
    const found = ties.find((one) => one.kind === kind);
    if (found !== undefined) return { kind, with: found.with };
  }
  return { kind: 'alone', blocked: blocks.get(ref) ?? null };
}
