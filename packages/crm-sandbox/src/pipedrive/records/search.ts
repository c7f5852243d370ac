import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { PipedriveAccount } from '../account.ts';
import { listParameter } from '../body.ts';
import { validationFailed } from '../errors.ts';
import { contactPoints } from './contactPoint.ts';
import type { Json, StoredRecord } from './record.ts';

const SHORTEST_TERM = 2;
const MOST_FOUND = 500;

/** Persons by name, address or number, in one page: https://developers.pipedrive.com/docs/api/v1/Persons#searchPersons */
export function searchPersons(account: PipedriveAccount, { query }: HttpRequest): HttpReply {
  const term = (query.get('term') ?? '').toLowerCase();
  const isExact = query.get('exact_match') === 'true';
  if (term.length < (isExact ? 1 : SHORTEST_TERM))
    throw validationFailed(`term: must contain at least ${SHORTEST_TERM} characters`);
  const fields = listParameter(query, 'fields');
  const fits = (text: string) => (isExact ? text.toLowerCase() === term : text.toLowerCase().includes(term));
  const found = [...account.store('persons').live()].filter((person) => searched(person, fields).some(fits));
  const items = found
    .slice(0, MOST_FOUND)
    .map((person) => ({ result_score: 1, item: present(account, person) }));
  return { status: 200, json: { success: true, data: { items }, additional_data: { next_cursor: null } } };
}

function searched(person: StoredRecord, fields: readonly string[]): string[] {
  const wants = (name: string) => fields.length === 0 || fields.includes(name);
  return [
    ...(wants('name') ? [String(person.values.name ?? '')] : []),
    ...(wants('email') ? texts(person, 'emails') : []),
    ...(wants('phone') ? texts(person, 'phones') : []),
  ];
}

function texts(person: StoredRecord, name: 'emails' | 'phones'): string[] {
  return contactPoints(person, name).map(({ value }) => value);
}

function present(account: PipedriveAccount, person: StoredRecord): Json {
  const { id, values } = person;
  const organization = account.store('organizations').find(Number(values.org_id));
  return {
    id,
    type: 'person',
    name: values.name ?? null,
    emails: texts(person, 'emails'),
    phones: texts(person, 'phones'),
    primary_email: texts(person, 'emails')[0] ?? null,
    visible_to: 3,
    owner: { id: values.owner_id ?? null },
    organization:
      organization === null ? null : { id: organization.id, name: organization.values.name ?? null },
    custom_fields: [],
    notes: [],
    update_time: null,
  };
}
