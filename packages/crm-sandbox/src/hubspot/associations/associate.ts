import type { HubSpotAccount } from '../account.ts';
import type { ObjectStore } from '../records/objectStore.ts';
import { setValue } from '../records/write.ts';
import { type AssociationType, PRIMARY_COMPANY } from './associationStore.ts';

/** One end of a link: a record of an object. */
export interface RecordRef {
  readonly store: ObjectStore;
  readonly row: number;
}

/** Links two records, and brings the properties up to date that HubSpot derives from links. */
export function associate(
  account: HubSpotAccount,
  type: AssociationType,
  ends: { from: RecordRef; to: RecordRef },
): void {
  const { from, to } = ends;
  account.associations.link(type, from.store.table.id(from.row), to.store.table.id(to.row));
  for (const end of [from, to]) refreshDerived(account, end);
}

export function dissociate(account: HubSpotAccount, ends: { from: RecordRef; to: RecordRef }): void {
  const { from, to } = ends;
  const between = { from: from.store.type.plural, to: to.store.type.plural };
  account.associations.unlink(between, from.store.table.id(from.row), to.store.table.id(to.row));
  for (const end of [from, to]) refreshDerived(account, end);
}

/** Removes all links of a record that goes away. */
export function dropAssociations(account: HubSpotAccount, store: ObjectStore, row: number): void {
  const others = account.stores.map(({ type }) => type.plural);
  const ends = account.associations.unlinkAll(store.type.plural, store.table.id(row), others);
  for (const { to, end } of ends) {
    const other = account.store(to);
    const otherRow = other.table.rowOf(end.toId);
    if (otherRow !== null) refreshDerived(account, { store: other, row: otherRow });
  }
}

/** Calculated properties change without a new modification date, so the search index is not told either. */
function refreshDerived(account: HubSpotAccount, { store, row }: RecordRef): void {
  if (store.type.plural !== 'contacts') return;
  const id = store.table.id(row);
  const deals = account.associations.of({ from: 'contacts', to: 'deals' }, id).length;
  const companies = account.associations.of({ from: 'contacts', to: 'companies' }, id);
  const primary = companies.find(({ typeIds }) => typeIds.includes(PRIMARY_COMPANY));
  derive({ store, row }, account.clock.now(), {
    num_associated_deals: deals === 0 ? null : String(deals),
    associatedcompanyid: primary === undefined ? null : String(primary.toId),
  });
}

function derive(
  { store, row }: RecordRef,
  at: number,
  values: Readonly<Record<string, string | null>>,
): void {
  for (const [name, value] of Object.entries(values)) {
    if (store.table.value(row, name) === value) continue;
    setValue(store, row, { name, value, change: { at, source: 'INTEGRATION' } });
  }
}
