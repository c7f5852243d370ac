import type { CrmRecord, Instant } from '@tamis/adapter';
import { z } from 'zod';
import type { SalesforceClient } from '../client/index.ts';
import { PAGE } from '../limits/index.ts';
import { beyond, listed, moment, select } from './soql.ts';

/** A contact's part in an opportunity. The opportunity's own stamp does not move when roles change. */
const roleSchema = z.object({ Id: z.string(), OpportunityId: z.string(), ContactId: z.string() });
type Role = z.infer<typeof roleSchema>;

/** As many ids as fit into the address of a query, which may have 16,384 bytes: https://developer.salesforce.com/docs/platform/api-rest/guide/dome-query.html */
const IDS_AT_ONCE = 400;

interface RoleDesk {
  readonly client: SalesforceClient;
  readonly signal: AbortSignal;
}

/** Adds to opportunities the contacts that have a role in them; none is an empty list. */
export async function withContacts(
  desk: RoleDesk,
  opportunities: readonly CrmRecord[],
): Promise<readonly CrmRecord[]> {
  const contacts = new Map<string, Set<string>>();
  for (const ids of slices(opportunities.map(({ id }) => id))) {
    for await (const role of rolesWhere(desk, [`OpportunityId IN ${listed(ids)}`], false)) {
      const of = contacts.get(role.OpportunityId) ?? new Set();
      contacts.set(role.OpportunityId, of.add(role.ContactId));
    }
  }
  return opportunities.map((record) => ({
    ...record,
    associations: { ...record.associations, Contact: [...(contacts.get(record.id) ?? [])] },
  }));
}

/** Conditions, each for some opportunities, that together cover all whose roles were given, changed or taken away since. */
export async function changedRoles(desk: RoleDesk, since: Instant): Promise<readonly string[]> {
  const opportunities = new Set<string>();
  for await (const role of rolesWhere(desk, [`SystemModstamp >= ${moment(since)}`], true)) {
    opportunities.add(role.OpportunityId);
  }
  return slices([...opportunities]).map((ids) => `Id IN ${listed(ids)}`);
}

async function* rolesWhere(
  { client, signal }: RoleDesk,
  where: readonly string[],
  scanAll: boolean,
): AsyncGenerator<Role> {
  for (let lowerId = '', more = true; more; ) {
    const question = { where: [...where, ...beyond(lowerId)], order: 'Id', limit: PAGE };
    const soql = select(['Id', 'OpportunityId', 'ContactId'], 'OpportunityContactRole', question);
    const page = await client.query({ bill: 'associationCalls', signal, scanAll }, soql);
    const roles = z.array(roleSchema).parse(page.records);
    yield* roles;
    lowerId = roles.at(-1)?.Id ?? lowerId;
    more = roles.length > 0 && (!page.done || roles.length === PAGE);
  }
}

/** Ids in lists that the address of a query can hold. */
export function slices(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / IDS_AT_ONCE) }, (_, index) =>
    ids.slice(index * IDS_AT_ONCE, (index + 1) * IDS_AT_ONCE),
  );
}
