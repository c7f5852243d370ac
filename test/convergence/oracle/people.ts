import type { SeenRecord } from '../crms.ts';
import { emailKey } from './emailKey.ts';

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

function namesDiffer(a: SeenRecord, b: SeenRecord): boolean {
  const [one, other] = [fullName(a), fullName(b)];
  return one !== '' && other !== '' && one !== other;
}

/** Both say a first and a last name, and neither is the other's. */
function namesContradict(a: SeenRecord, b: SeenRecord): boolean {
  const parts = [a, b].map(({ values }) => [folded(values.firstName), folded(values.lastName)] as const);
  const [one, other] = parts;
  if (one === undefined || other === undefined || parts.flat().includes('')) return false;
  return one[0] !== other[0] && one[1] !== other[1];
}

/** Two records of one object that name different people: the address is a family's or an office's. */
function isShared(holders: readonly SeenRecord[]): boolean {
  return holders.some((a) => holders.some((b) => sameObject(a, b) && namesDiffer(a, b)));
}

/** Whether two records with one address are one person. */
function isOnePerson(a: SeenRecord, b: SeenRecord, shared: boolean): boolean {
  if (shared) return fullName(a) !== '' && fullName(a) === fullName(b);
  if (sameObject(a, b)) return !namesDiffer(a, b);
  return !namesContradict(a, b);
}

/**
 * The records of each person, among live ones: by address and name, and where the CRM itself says so. What the rules leave open (a record
 * without a name beside two people with one address in different CRMs) does not occur in the worlds.
 */
export function peopleOf(records: readonly SeenRecord[]): readonly (readonly SeenRecord[])[] {
  const live = records.filter(({ state }) => state === 'live');
  const groups = new Groups(live.map(({ key }) => key));
  for (const { key, samePerson } of live) if (samePerson !== null) groups.join(key, samePerson);
  const holders = Map.groupBy(live, ({ values }) => emailKey(values.email));
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
