import { apiName, distinctName } from '../../csv/header.ts';
import { factOf, type LeadFact } from '../../leads/knownColumns.ts';
import type { LeadColumn } from '../../leads/loadLeads.ts';
import type { PropertyDefinition } from '../properties/definition.ts';
import type { PropertyRegistry } from '../properties/registry.ts';

/** HubSpot's property for what every CRM has a field for. */
const PROPERTIES: Readonly<Record<LeadFact, string>> = {
  email: 'email',
  firstName: 'firstname',
  lastName: 'lastname',
  phone: 'phone',
  mobile: 'mobilephone',
  company: 'company',
  jobTitle: 'jobtitle',
  country: 'country',
  city: 'city',
  zip: 'zip',
  website: 'website',
  industry: 'industry',
};

const GROUP = 'imported_leads';

/** Finds a property for every column; those that HubSpot does not have are created first, as texts named like the column. */
export function leadColumns(
  properties: PropertyRegistry,
  header: readonly string[],
  now: number,
): LeadColumn[] {
  const taken = new Set<string>();
  return header.map((label, position) => {
    const property = propertyFor(properties, apiName(label, position), taken);
    taken.add(property);
    if (properties.get(property) === undefined) createText(properties, { name: property, label, now });
    return { label, property };
  });
}

function propertyFor(properties: PropertyRegistry, name: string, taken: ReadonlySet<string>): string {
  const fact = factOf(name);
  const known = fact === null ? name : PROPERTIES[fact];
  if (taken.has(known))
    return distinctName(name, new Set([...taken, ...properties.all().map((each) => each.name)]));
  return properties.get(known)?.readOnlyValue === true ? distinctName(`${known}_imported`, taken) : known;
}

function createText(properties: PropertyRegistry, made: { name: string; label: string; now: number }): void {
  properties.putGroup({ name: GROUP, label: 'Imported leads', displayOrder: -1 });
  const property: PropertyDefinition = {
    name: made.name,
    label: made.label.trim() === '' ? made.name : made.label,
    type: 'string',
    fieldType: 'text',
    groupName: GROUP,
    description: '',
    options: [],
    displayOrder: -1,
    calculated: false,
    externalOptions: false,
    hasUniqueValue: false,
    hidden: false,
    hubspotDefined: false,
    formField: false,
    readOnlyValue: false,
    createdAt: made.now,
    updatedAt: made.now,
  };
  properties.put(property);
}
