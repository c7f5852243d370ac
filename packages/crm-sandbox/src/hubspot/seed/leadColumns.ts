import { apiName, distinctName } from '../../csv/header.ts';
import type { PropertyDefinition } from '../properties/definition.ts';
import type { PropertyRegistry } from '../properties/registry.ts';

/** One column of a file and the property its cells go to. */
export interface LeadColumn {
  readonly label: string;
  readonly property: string;
}

/** Column names people use for what HubSpot has a property for. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'e_mail', 'mail', 'courriel', 'email_address', 'adresse_email', 'adresse_e_mail'],
  firstname: ['firstname', 'first_name', 'prenom', 'given_name'],
  lastname: ['lastname', 'last_name', 'nom', 'surname', 'family_name', 'nom_de_famille'],
  phone: ['phone', 'phone_number', 'telephone', 'tel'],
  mobilephone: ['mobilephone', 'mobile', 'mobile_phone', 'portable'],
  company: ['company', 'company_name', 'entreprise', 'societe', 'organisation', 'organization'],
  jobtitle: ['jobtitle', 'job_title', 'title', 'poste', 'fonction', 'intitule_de_poste'],
  country: ['country', 'pays'],
  city: ['city', 'ville'],
  zip: ['zip', 'zip_code', 'postal_code', 'code_postal'],
  website: ['website', 'site_web', 'url'],
  industry: ['industry', 'secteur'],
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
  const known = Object.entries(KNOWN).find(([, names]) => names.includes(name))?.[0] ?? name;
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
