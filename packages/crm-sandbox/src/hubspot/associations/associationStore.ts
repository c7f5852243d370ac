/** One association type between two objects: https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide#association-type-id-values */
export interface AssociationType {
  readonly from: string;
  readonly to: string;
  readonly typeId: number;
  readonly label: string | null;
}

/** HubSpot's own types between the objects of the sandbox, as [from, to, id from → to, id to → from]. */
const PAIRS: readonly (readonly [string, string, number, number])[] = [
  ['contacts', 'companies', 279, 280],
  ['contacts', 'contacts', 449, 449],
  ['deals', 'contacts', 3, 4],
  ['deals', 'companies', 341, 342],
  ['leads', 'contacts', 578, 579],
  ['leads', 'companies', 610, 611],
  ['calls', 'contacts', 194, 193],
  ['calls', 'companies', 182, 181],
  ['calls', 'deals', 206, 205],
  ['emails', 'contacts', 198, 197],
  ['emails', 'companies', 186, 185],
  ['emails', 'deals', 210, 209],
  ['meetings', 'contacts', 200, 199],
  ['meetings', 'companies', 188, 187],
  ['meetings', 'deals', 212, 211],
  ['notes', 'contacts', 202, 201],
  ['notes', 'companies', 190, 189],
  ['notes', 'deals', 214, 213],
  ['tasks', 'contacts', 204, 203],
  ['tasks', 'companies', 192, 191],
  ['tasks', 'deals', 216, 215],
];

/** "Primary" contact ↔ company and deal ↔ company come beside the plain type. */
const PRIMARY: readonly AssociationType[] = [
  { from: 'contacts', to: 'companies', typeId: 1, label: 'Primary' },
  { from: 'companies', to: 'contacts', typeId: 2, label: 'Primary' },
  { from: 'deals', to: 'companies', typeId: 5, label: 'Primary' },
  { from: 'companies', to: 'deals', typeId: 6, label: 'Primary' },
];

export const ASSOCIATION_TYPES: readonly AssociationType[] = [
  ...PAIRS.flatMap(([from, to, there, back]) => [
    { from, to, typeId: there, label: null },
    ...(from === to ? [] : [{ from: to, to: from, typeId: back, label: null }]),
  ]),
  ...PRIMARY,
];

/** The type id of a contact's primary company. */
export const PRIMARY_COMPANY = 1;

/** All types from one object to another. */
export function typesBetween(from: string, to: string): readonly AssociationType[] {
  return ASSOCIATION_TYPES.filter((type) => type.from === from && type.to === to);
}

/** The type without a label: the one a link always has. */
export function plainType(from: string, to: string): AssociationType | undefined {
  return typesBetween(from, to).find(({ label }) => label === null);
}

/** The same link seen from the other side. */
function inverseType(type: AssociationType): AssociationType | undefined {
  return typesBetween(type.to, type.from).find(({ label }) => label === type.label);
}

/** One end of a link: the other record, and the types that join them. */
export interface AssociationEnd {
  readonly toId: number;
  readonly typeIds: readonly number[];
}

/** Who is associated with whom. Links are kept per record as a flat list of (other id, type id) pairs, to stay small. */
export class AssociationStore {
  readonly #links = new Map<string, Map<number, number[]>>();

  /** Links both records with the type, and with the plain type that every link has. */
  link(type: AssociationType, fromId: number, toId: number): void {
    const plain = plainType(type.from, type.to);
    for (const each of plain === undefined || plain === type ? [type] : [plain, type]) {
      this.#add(each, fromId, toId);
      const inverse = inverseType(each);
      if (inverse !== undefined) this.#add(inverse, toId, fromId);
    }
  }

  /** Removes every link between two records. */
  unlink(between: { readonly from: string; readonly to: string }, fromId: number, toId: number): void {
    this.#drop(`${between.from}>${between.to}`, fromId, toId);
    this.#drop(`${between.to}>${between.from}`, toId, fromId);
  }

  /** Removes every link of a record, and returns what there was. */
  unlinkAll(
    object: string,
    id: number,
    others: readonly string[],
  ): readonly { to: string; end: AssociationEnd }[] {
    const ends = others.flatMap((to) => this.of({ from: object, to }, id).map((end) => ({ to, end })));
    for (const { to, end } of ends) this.unlink({ from: object, to }, id, end.toId);
    return ends;
  }

  /** The ends of a record's links to another object, in ascending order of id. */
  of(between: { readonly from: string; readonly to: string }, fromId: number): readonly AssociationEnd[] {
    const flat = this.#links.get(`${between.from}>${between.to}`)?.get(fromId) ?? [];
    const ends = new Map<number, number[]>();
    for (let at = 0; at < flat.length; at += 2) {
      const toId = flat[at] ?? 0;
      ends.set(toId, [...(ends.get(toId) ?? []), flat[at + 1] ?? 0]);
    }
    return [...ends].map(([toId, typeIds]) => ({ toId, typeIds })).sort((a, b) => a.toId - b.toId);
  }

  #add(type: AssociationType, fromId: number, toId: number): void {
    const key = `${type.from}>${type.to}`;
    let links = this.#links.get(key);
    if (links === undefined) {
      links = new Map();
      this.#links.set(key, links);
    }
    const flat = links.get(fromId) ?? [];
    for (let at = 0; at < flat.length; at += 2) if (flat[at] === toId && flat[at + 1] === type.typeId) return;
    links.set(fromId, [...flat, toId, type.typeId]);
  }

  #drop(key: string, fromId: number, toId: number): void {
    const links = this.#links.get(key);
    const flat = links?.get(fromId);
    if (links === undefined || flat === undefined) return;
    const kept = flat.filter((_, at) => flat[at - (at % 2)] !== toId);
    if (kept.length === 0) links.delete(fromId);
    else links.set(fromId, kept);
  }
}
