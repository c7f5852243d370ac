import { sql } from 'kysely';
import { rows } from '../rows.ts';
import type { Queries } from '../schema.ts';
import type { HandLink, LinkReasonStored } from './linkReason.ts';

/** A record of any connection of the workspace. */
export interface PlacedRef {
  readonly connectionId: string;
  readonly object: string;
  readonly id: string;
}

/** `CONNECTION/OBJECT/ID`: names one record of the workspace. */
export function refOf({ connectionId, object, id }: PlacedRef): string {
  return `${connectionId}/${object}/${id}`;
}

/** The record of that name; ids may hold slashes, the other parts do not. Throws where it is no such name. */
export function placedRef(ref: string): PlacedRef {
  const [connectionId, object, ...id] = ref.split('/');
  if (!connectionId || !object || id.length === 0) throw new Error(`"${ref}" names no record.`);
  return { connectionId, object, id: id.join('/') };
}

/** What a record says of who it is. */
export interface Identity {
  readonly emailKey: string | null;
  readonly roleAddress: boolean;
  readonly firstName: string;
  readonly lastName: string;
  readonly ties: readonly string[];
}

/** A record among those that are compared. */
export interface LinkedPerson extends Identity {
  readonly ref: string;
  /** `null` for a record that has no link yet. */
  readonly leadId: string | null;
  readonly originLead: string | null;
  readonly byHand: HandLink | null;
  readonly reason: LinkReasonStored;
  readonly live: boolean;
  /** The record that a gone one was merged or converted into. */
  readonly wentOnAs: string | null;
  readonly identified: boolean;
}

interface LinkRow extends Omit<LinkedPerson, 'ref' | 'leadId' | 'originLead'> {
  connectionId: string;
  object: string;
  id: string;
  leadId: string;
  originLead: string | null;
}

/**
 * The record of the row of `links` at hand is there. Asked of one record at a time: while a connection is new, the planner believes
 * that it has next to none, and would else compare each link with all its records.
 */
export const isLive = sql<boolean>`exists (select from records where records.connection_id = links.connection_id
  and records.object = links.object and records.id = links.record_id and records.gone_at is null offset 0)`;

/** The name of what the record of the row of `links` at hand became; `null` where it is there, or only gone. */
const WENT_ON_AS = sql`(select links.connection_id || '/' || coalesce(links.object || '/' || records.merged_into,
    (records.converted_into ->> 'object') || '/' || (records.converted_into ->> 'id'))
  from records where records.connection_id = links.connection_id and records.object = links.object
    and records.id = links.record_id and records.gone_at is not null offset 0)`;

/**
 * What is read of a link. Links are looked up one by one, each behind `limit` or `offset`: before the first ANALYZE the planner would
 * else read all of them for every page.
 */
const COLUMNS = sql`links.connection_id as "connectionId", links.object, links.record_id as id, links.lead_id as "leadId",
  links.origin_lead as "originLead", links.email_key as "emailKey", links.role_address as "roleAddress",
  links.first_name as "firstName", links.last_name as "lastName", links.ties, links.by_hand as "byHand", links.reason,
  links.identified, ${isLive} as live, ${WENT_ON_AS} as "wentOnAs"`;

function toPerson({ connectionId, object, id, leadId, originLead, ...rest }: LinkRow): LinkedPerson {
  return {
    ...rest,
    ref: refOf({ connectionId, object, id }),
    leadId: String(leadId),
    originLead: originLead === null ? null : String(originLead),
  };
}

/** The links of the given records, as far as they have one. */
export async function linksOfRecords(
  queries: Queries,
  workspaceId: string,
  refs: readonly string[],
): Promise<readonly LinkedPerson[]> {
  if (refs.length === 0) return [];
  const list = refs.map(placedRef);
  const found = await sql<LinkRow>`
    select found.* from ${rows(list, '"connectionId" bigint, object text, id text')} cross join lateral (
      select ${COLUMNS} from links where links.workspace_id = ${workspaceId} and links.connection_id = given."connectionId"
        and links.object = given.object and links.record_id = given.id limit 1) as found`.execute(queries);
  return found.rows.map(toPerson);
}

/** More records than this with one address are nobody's: an address of this kind links no further ones. */
export const MOST_WITH_ADDRESS = 50;

/** The links of records with one of the addresses, at most one more than {@link MOST_WITH_ADDRESS} of each. */
export async function linksWithAddress(
  queries: Queries,
  workspaceId: string,
  keys: readonly string[],
): Promise<readonly LinkedPerson[]> {
  if (keys.length === 0) return [];
  const found = await sql<LinkRow>`
    select found.* from unnest(${[...keys]}::text[]) as wanted(key) cross join lateral (
      select ${COLUMNS} from links where links.workspace_id = ${workspaceId} and links.email_key = wanted.key
      order by links.connection_id, links.object, links.record_id limit ${MOST_WITH_ADDRESS + 1}) as found`.execute(
    queries,
  );
  return found.rows.map(toPerson);
}

/** The links of leads. */
export async function linksOfLeads(
  queries: Queries,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<readonly LinkedPerson[]> {
  if (leadIds.length === 0) return [];
  const found = await sql<LinkRow>`
    select found.* from unnest(${[...leadIds]}::bigint[]) as wanted(id) cross join lateral (
      select ${COLUMNS} from links where links.workspace_id = ${workspaceId} and links.lead_id = wanted.id
      offset 0) as found`.execute(queries);
  return found.rows.map(toPerson);
}

/** The links of records that are tied to one of the given ones, by their CRM or by hand; who is tied to two of them comes twice. */
export async function linksTiedTo(
  queries: Queries,
  workspaceId: string,
  refs: readonly string[],
): Promise<readonly LinkedPerson[]> {
  if (refs.length === 0) return [];
  const found = await sql<LinkRow>`
    select found.* from unnest(${[...refs]}::text[]) as wanted(ref) cross join lateral (
      select connection_id, object, record_id from link_ties
      where link_ties.workspace_id = ${workspaceId} and link_ties.tied_to = wanted.ref offset 0) as tied cross join lateral (
      select ${COLUMNS} from links where links.workspace_id = ${workspaceId} and links.connection_id = tied.connection_id
        and links.object = tied.object and links.record_id = tied.record_id
        and (wanted.ref = any(links.ties) or wanted.ref = links.by_hand ->> 'with')
      limit 1) as found`.execute(queries);
  return found.rows.map(toPerson);
}

/** Makes new links and changes known ones. Every person has its lead by now. */
export async function saveLinks(
  queries: Queries,
  workspaceId: string,
  people: readonly LinkedPerson[],
): Promise<void> {
  if (people.length === 0) return;
  const list = people.map(({ ref, live: _, wentOnAs: __, ...rest }) => ({ ...placedRef(ref), ...rest }));
  await sql`
    insert into links (workspace_id, connection_id, object, record_id, lead_id, origin_lead, email_key, role_address,
      first_name, last_name, ties, by_hand, reason, identified)
    select ${workspaceId}, given."connectionId", given.object, given.id, given."leadId", given."originLead", given."emailKey",
      given."roleAddress", given."firstName", given."lastName", given.ties, nullif(given."byHand", 'null'), given.reason, true
    from ${rows(
      list,
      '"connectionId" bigint, object text, id text, "leadId" bigint, "originLead" bigint, "emailKey" text, "roleAddress" boolean, "firstName" text, "lastName" text, ties text[], "byHand" jsonb, reason jsonb',
    )}
    on conflict (connection_id, object, record_id) do update set lead_id = excluded.lead_id, origin_lead = excluded.origin_lead,
      email_key = excluded.email_key, role_address = excluded.role_address, first_name = excluded.first_name,
      last_name = excluded.last_name, ties = excluded.ties, by_hand = excluded.by_hand, reason = excluded.reason,
      identified = true`.execute(queries);
  await saveTies(queries, workspaceId, people);
}

/** Lists who names whom, for {@link linksTiedTo}. A tie that ended stays listed and finds nobody: the link says what holds. */
async function saveTies(
  queries: Queries,
  workspaceId: string,
  people: readonly LinkedPerson[],
): Promise<void> {
  const list = people.flatMap((one) => tiesOf(one).map((tiedTo) => ({ ...placedRef(one.ref), tiedTo })));
  if (list.length === 0) return;
  await sql`
    insert into link_ties (workspace_id, connection_id, object, record_id, tied_to)
    select ${workspaceId}, given."connectionId", given.object, given.id, given."tiedTo"
    from ${rows(list, '"connectionId" bigint, object text, id text, "tiedTo" text')}
    on conflict do nothing`.execute(queries);
}

/** Whom a record names as the same person: what its CRM says, and what a person decided. */
export function tiesOf({ ties, byHand }: Pick<LinkedPerson, 'ties' | 'byHand'>): readonly string[] {
  return byHand?.with == null ? ties : [...ties, byHand.with];
}
