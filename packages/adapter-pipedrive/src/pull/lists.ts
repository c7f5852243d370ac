import type { Instant } from '@tamis/adapter';
import type * as v2 from 'pipedrive/v2';
import type { PipedriveApi } from '../client/codegen.ts';
import type { PipedriveClient } from '../client/index.ts';
import type { Field } from '../describe/field.ts';
import { COST, PAGE } from '../limits.ts';
import type { PipedriveObject } from '../objects.ts';
import { listSchema, wholeSeconds } from '../wire.ts';

/** One page of a list as it came; `next` is the marker of the page behind it, `null` at the end. */
export interface ListPage {
  readonly results: readonly unknown[];
  readonly next: string | null;
}

/** Which page of a list. */
export interface PageQuery {
  /** Only what was modified at this instant or later; everything where absent. */
  readonly since?: Instant;
  /** Only these, at most 100; everything where absent. The lists of leads do not take them. */
  readonly ids?: readonly string[];
  readonly marker: string | null;
  /** The last record before this page, `'0'` for none. */
  readonly behind: string;
}

/** Reads one page of a list. */
export type ReadList = (query: PageQuery) => Promise<ListPage>;

/** What a list is asked for. */
export interface ListDesk {
  readonly client: PipedriveClient;
  readonly object: PipedriveObject;
  readonly fields: readonly Field[];
  readonly signal: AbortSignal;
}

/** What all v2 lists take. */
interface Query {
  readonly sort_by: 'id';
  readonly limit: number;
  readonly cursor?: string;
  readonly updated_since?: string;
  readonly ids?: string;
  readonly include_fields?: string;
  readonly custom_fields?: string;
}

type List = (api: PipedriveApi, query: Query) => Promise<unknown>;

/** The generated types know one value of `include_fields`; the parameter takes several, separated by commas. */
const PERSONS: List = ({ persons }, query) => persons.getPersons(query as v2.PersonsApiGetPersonsRequest);
const DEALS: List = ({ deals }, query) => deals.getDeals(query as v2.DealsApiGetDealsRequest);
const ARCHIVED_DEALS: List = ({ deals }, query) =>
  deals.getArchivedDeals(query as v2.DealsApiGetArchivedDealsRequest);
const ORGANIZATIONS: List = ({ organizations }, query) =>
  organizations.getOrganizations(query as v2.OrganizationsApiGetOrganizationsRequest);
const ACTIVITIES: List = ({ activities }, query) =>
  activities.getActivities(query as v2.ActivitiesApiGetActivitiesRequest);

/** The lists that together hold all of an object that v2 serves. Archived deals are in a list of their own. */
const LISTS: Readonly<Record<Exclude<PipedriveObject['name'], 'leads'>, readonly List[]>> = {
  persons: [PERSONS],
  organizations: [ORGANIZATIONS],
  deals: [DEALS, ARCHIVED_DEALS],
  activities: [ACTIVITIES],
};

/** https://developers.pipedrive.com/docs/api/v1/Persons#getPersons: more keys than these are refused. */
const MOST_CUSTOM_KEYS = 15;

/**
 * The lists of an object in v2. They are walked in the order of ids, for changes as well: an id never changes, so no record moves
 * across a page while others are modified, which the order of modification times could not promise.
 * https://pipedrive.readme.io/docs/core-api-concepts-pagination
 */
export function cursorLists(
  desk: ListDesk,
  name: Exclude<PipedriveObject['name'], 'leads'>,
): readonly ReadList[] {
  return LISTS[name].map((list) => (query) => readPage(desk, list, query));
}

async function readPage(desk: ListDesk, list: List, query: PageQuery): Promise<ListPage> {
  const { client, object, signal } = desk;
  const call = { cost: COST.v2.list, bill: object.bill, effect: 'read', signal, schema: listSchema } as const;
  const { data, additional_data } = await client.call(call, (api) => list(api, toQuery(desk, query)));
  return { results: data, next: additional_data?.next_cursor || null };
}

function toQuery({ fields }: ListDesk, { since, ids, marker }: PageQuery): Query {
  const extra = fields.filter(({ onRequest }) => onRequest).map(({ key }) => key);
  const custom = fields.filter((field) => field.custom).map(({ key }) => key);
  return {
    sort_by: 'id',
    limit: PAGE,
    ...(marker === null ? {} : { cursor: marker }),
    ...(since === undefined ? {} : { updated_since: wholeSeconds(since) }),
    ...(ids === undefined ? {} : { ids: ids.join(',') }),
    ...(extra.length === 0 ? {} : { include_fields: extra.join(',') }),
    ...(custom.length === 0 || custom.length > MOST_CUSTOM_KEYS ? {} : { custom_fields: custom.join(',') }),
  };
}
