import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import { resourceNotFound } from './errors.ts';

/** A user to whom records can be assigned. */
export interface Owner {
  readonly id: string;
  readonly userId: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

const PEOPLE = [
  ['Camille', 'Fournier'],
  ['Hugo', 'Lefèvre'],
  ['Inès', 'Benali'],
  ['Thomas', 'Keller'],
  ['Sofia', 'Marino'],
  ['Oliver', 'Hughes'],
] as const;

/** The account's users. */
export const OWNERS: readonly Owner[] = PEOPLE.map(([firstName, lastName], at) => ({
  id: String(81_000_001 + at * 7),
  userId: 61_000_001 + at,
  email: `${ascii(firstName)}.${ascii(lastName)}@sandbox.example`,
  firstName,
  lastName,
}));

function ascii(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
}

/** https://developers.hubspot.com/docs/api-reference/crm-crm-owners-v3/guide */
export function listOwners(request: HttpRequest): HttpReply {
  const email = request.query.get('email');
  const limit = Number(request.query.get('limit') ?? 100);
  const from = Number(request.query.get('after') ?? 0);
  const wanted = OWNERS.filter((owner) => email === null || owner.email === email);
  const page = wanted.slice(from, from + limit);
  const more = from + limit < wanted.length;
  return {
    status: 200,
    json: {
      results: page.map(presentOwner),
      ...(more ? { paging: { next: { after: String(from + limit) } } } : {}),
    },
  };
}

export function readOwner(call: { id: string; request: HttpRequest }): HttpReply {
  const byUser = call.request.query.get('idProperty') === 'userId';
  const owner = OWNERS.find(({ id, userId }) => (byUser ? String(userId) : id) === call.id);
  if (owner === undefined) throw resourceNotFound();
  return { status: 200, json: presentOwner(owner) };
}

function presentOwner(owner: Owner): object {
  const at = '2024-01-08T09:00:00Z';
  return { ...owner, type: 'PERSON', teams: [], archived: false, createdAt: at, updatedAt: at };
}
