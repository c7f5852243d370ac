import type { LeadTarget } from '../../leads/loadLeads.ts';
import { Interned } from '../../table/interned.ts';
import type { HubSpotAccount } from '../account.ts';
import { checkValue } from '../properties/value.ts';
import { loadRecord } from '../records/load.ts';
import { leadColumns } from './leadColumns.ts';

/** Takes a file of leads as contacts; refuses what HubSpot's import would refuse. */
export function contactTarget(account: HubSpotAccount, labels: readonly string[]): LeadTarget {
  const store = account.store('contacts');
  const columns = leadColumns(store.properties, labels, account.clock.now());
  const texts = new Interned();
  const check = (property: string, cell: string) => {
    const definition = store.properties.get(property);
    return definition === undefined ? { value: null } : checkValue(definition, cell);
  };
  return {
    columns,
    load(cells) {
      const values: Record<string, string> = { lifecyclestage: 'lead' };
      for (const [at, { property, label }] of columns.entries()) {
        const checked = check(property, cells[at] ?? '');
        if ('problem' in checked) return `${label}: ${checked.problem.message}`;
        if (checked.value !== null) values[property] = texts.of(property, checked.value);
      }
      const twin = values.email === undefined ? null : store.findUnique('email', values.email);
      if (twin !== null) return `Contact already exists. Existing ID: ${store.id(twin)}`;
      const at = account.clock.now();
      loadRecord(store, { createdAt: at, modifiedAt: at, values });
      return null;
    },
  };
}
