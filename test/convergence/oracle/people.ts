import type { SeenRecord } from '../crms.ts';
import { holds } from '../fieldNames.ts';
import { emailKey } from './emailKey.ts';
import type { HandLinks } from './links.ts';

/** A name without case, accents and punctuation; empty for none. */
function folded(name: string | undefined): string {
  const letters = (name ?? '').normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return letters.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

function fullName({ values: { firstName, lastName } }: SeenRecord): string {
  return folded(`${firstName ?? ''} ${lastName ?? ''}`);
}

function sameObject(a: SeenRecord, b: SeenRecord): boolean {
  return a.crm === b.crm && a.object === b.object;
}

/** In how many parts, first and last name, the two say something different. */
function partsApart(a: SeenRecord, b: SeenRecord): number {
  const apart = (['firstName', 'lastName'] as const).filter((part) => {
    const [one, other] = [folded(a.values[part]), folded(b.values[part])];
    return one !== '' && other !== '' && one !== other;
  });
  return apart.length;
}

function isNamedFully({ values: { firstName, lastName } }: SeenRecord): boolean {
  return folded(firstName) !== '' && folded(lastName) !== '';
}

/** Two records of one object that name different people in full: the address is a family's or an office's. */
function isShared(holders: readonly SeenRecord[]): boolean {
  const full = holders.filter(isNamedFully);
  return full.some((a) => full.some((b) => sameObject(a, b) && partsApart(a, b) > 0));
}

/** Whether two records with one address are one person. */
function isOnePerson(a: SeenRecord, b: SeenRecord, shared: boolean): boolean {
  if (shared) return isNamedFully(a) && fullName(a) === fullName(b);
  return partsApart(a, b) <= (sameObject(a, b) ? 0 : 1);
}

/** Who a record says it is itself: what a person decided goes before what its CRM says. */
function namedBy({ key, samePerson }: SeenRecord, byHand: HandLinks): string | null {
  const link = byHand.get(key);
  if (link !== undefined) return link.kind === 'joined' ? link.with : null;
  return samePerson !== null && byHand.get(samePerson)?.kind === 'cut' ? null : samePerson;
}

/**
 * The records of each person, among live ones: as people decided, by address and name, and where the CRM itself says so. What the rules leave open (a record
 * without a name beside two people with one address in different CRMs) does not occur in the worlds.
 */
export function peopleOf(
  records: readonly SeenRecord[],
  byHand: HandLinks = new Map(),
): readonly (readonly SeenRecord[])[] {
  const live = records.filter(({ state }) => state === 'live');
  const groups = new Groups(live.map(({ key }) => key));
  for (const record of live) {
    const named = namedBy(record, byHand);
    if (named !== null) groups.join(record.key, named);
  }
  // A lead of Pipedrive shows its person's address and has none of its own.
  const free = live.filter(({ key, object, crm }) => !byHand.has(key) && holds(object, 'email', crm));
  const holders = Map.groupBy(free, ({ values }) => emailKey(values.email));
  holders.delete(null);
  for (const sharing of holders.values()) {
    const shared = isShared(sharing);
    for (const a of sharing)
      for (const b of sharing) if (isOnePerson(a, b, shared)) groups.join(a.key, b.key);
  }
  return [...Map.groupBy(live, ({ key }) => groups.of(key)).values()];
}

/** Sets that grow together; unknown members are passed over. */
class Groups {
  readonly #first: Map<string, string>;

  constructor(members: readonly string[]) {
    this.#first = new Map(members.map((member) => [member, member]));
  }

  of(member: string): string {
    const first = this.#first.get(member);
    return first === undefined || first === member ? member : this.of(first);
  }

  join(a: string, b: string): void {
    if (this.#first.has(a) && this.#first.has(b)) this.#first.set(this.of(a), this.of(b));
  }
}
