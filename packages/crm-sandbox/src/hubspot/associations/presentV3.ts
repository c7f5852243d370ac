import type { HubSpotAccount } from '../account.ts';
import type { RecordRef } from './associate.ts';
import { ASSOCIATION_TYPES } from './associationStore.ts';

type AssociatedIds = Record<string, { results: { id: string; type: string }[] }>;

/** The `associations` of a record as lists and single reads give them; `null` where there are none to show. */
export function presentAssociations(
  account: HubSpotAccount,
  { store, row }: RecordRef,
  objects: readonly string[],
): AssociatedIds | null {
  const shown: AssociatedIds = {};
  for (const object of objects) {
    const other = account.store(object).type;
    const ends = account.associations.of({ from: store.type.plural, to: other.plural }, store.table.id(row));
    const results = ends.flatMap(({ toId, typeIds }) =>
      typeIds.map((typeId) => ({
        id: String(toId),
        type: typeName(store.type.singular, other.singular, typeId),
      })),
    );
    if (results.length > 0) shown[other.plural] = { results };
  }
  return Object.keys(shown).length === 0 ? null : shown;
}

/** `contact_to_company` for the primary link, `contact_to_company_unlabeled` for the plain one beside it. */
function typeName(from: string, to: string, typeId: number): string {
  const type = ASSOCIATION_TYPES.find((candidate) => candidate.typeId === typeId);
  const hasPrimary = ASSOCIATION_TYPES.some(
    (other) => other.label !== null && other.from === type?.from && other.to === type?.to,
  );
  return type?.label === null && hasPrimary ? `${from}_to_${to}_unlabeled` : `${from}_to_${to}`;
}
