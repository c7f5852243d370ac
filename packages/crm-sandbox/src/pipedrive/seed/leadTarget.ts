import { apiName } from '../../csv/header.ts';
import { factOf, type LeadFact } from '../../leads/knownColumns.ts';
import type { LeadColumn, LeadTarget } from '../../leads/loadLeads.ts';
import type { PipedriveAccount } from '../account.ts';
import { withDerived } from '../records/derived.ts';
import type { Json } from '../records/record.ts';
import { USERS } from '../users.ts';
import { fieldKey } from './customFields.ts';

/** Attributes of a person that a column of a file goes to; other columns become custom texts. */
const ATTRIBUTES: Readonly<Partial<Record<LeadFact, string>>> = {
  email: 'emails',
  firstName: 'first_name',
  lastName: 'last_name',
  phone: 'phones',
  company: 'org_id',
  jobTitle: 'job_title',
};

const FULL_NAMES: readonly string[] = ['name', 'full_name', 'nom_complet'];

const LONGEST_TEXT = 255;

/** Takes a file of leads as persons; companies named in it become organizations. */
export function personTarget(account: PipedriveAccount, labels: readonly string[]): LeadTarget {
  const columns = columnsOf(account, labels);
  const organizations = new Map<string, number | string>();
  return {
    columns,
    load(cells) {
      const row = new Map(columns.map(({ property }, at) => [property, (cells[at] ?? '').trim()]));
      const tooLong = columns.find((_column, at) => (cells[at] ?? '').length > LONGEST_TEXT);
      if (tooLong !== undefined) return `${tooLong.label}: longer than ${LONGEST_TEXT} characters`;
      const name = nameOf(row);
      if (name === '') return 'Name must be given.';
      const at = account.now();
      account.store('persons').add({
        addTime: at,
        values: {
          ...withDerived('persons', { name }, { before: null, at }),
          owner_id: USERS[0].id,
          ...attributes(row, (company) => organizationId(account, organizations, company)),
        },
        custom: customValues(account, row),
      });
      return null;
    },
  };
}

function columnsOf(account: PipedriveAccount, labels: readonly string[]): LeadColumn[] {
  const taken = new Set<string>();
  return labels.map((label, position) => {
    const attribute = attributeOf(apiName(label, position));
    const isFree = attribute !== undefined && !taken.has(attribute);
    const property = isFree ? attribute : customKey(account, label, { position, taken });
    taken.add(property);
    return { label, property };
  });
}

function attributeOf(name: string): string | undefined {
  const fact = factOf(name);
  if (fact === null) return FULL_NAMES.includes(name) ? 'name' : undefined;
  return ATTRIBUTES[fact];
}

/** The key of the custom field of that label; columns of the same label get one each. */
function customKey(
  account: PipedriveAccount,
  label: string,
  { position, taken }: { readonly position: number; readonly taken: ReadonlySet<string> },
): string {
  const name = label.trim() === '' ? `column ${position + 1}` : label.trim();
  const key = fieldKey(account, { object: 'persons', name, type: 'varchar' });
  if (!taken.has(key)) return key;
  return fieldKey(account, { object: 'persons', name: `${name} (${position + 1})`, type: 'varchar' });
}

/** A person needs a name: the address stands in where the file has none. */
function nameOf(row: ReadonlyMap<string, string>): string {
  const parts = `${row.get('first_name') ?? ''} ${row.get('last_name') ?? ''}`.trim();
  const name = row.get('name') ?? '';
  if (name !== '') return name;
  return parts === '' ? (row.get('emails') ?? '') : parts;
}

function attributes(
  row: ReadonlyMap<string, string>,
  organization: (name: string) => number | string,
): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const name of Object.values(ATTRIBUTES)) {
    const cell = row.get(name) ?? '';
    if (cell === '') continue;
    if (name === 'emails' || name === 'phones')
      values[name] = [{ value: cell, primary: true, label: 'work' }];
    else values[name] = name === 'org_id' ? organization(cell) : cell;
  }
  return values;
}

function organizationId(
  account: PipedriveAccount,
  known: Map<string, number | string>,
  name: string,
): number | string {
  const id = known.get(name) ?? account.store('organizations').add(namedOrganization(account, name)).id;
  known.set(name, id);
  return id;
}

function namedOrganization(account: PipedriveAccount, name: string) {
  return { addTime: account.now(), values: { name, owner_id: USERS[0].id }, custom: {} };
}

function customValues(account: PipedriveAccount, row: ReadonlyMap<string, string>): Record<string, Json> {
  const { fields } = account.store('persons');
  return Object.fromEntries(
    [...row].filter(([key, cell]) => cell !== '' && fields.get(key)?.isCustom === true),
  );
}
