import type { Instant } from '@tamis/adapter';
import { z } from 'zod';
import type { PipedriveApi } from '../client/codegen.ts';
import { COST, PAGE } from '../limits.ts';
import { offsetListSchema, parseInstant, wholeSeconds } from '../wire.ts';
import type { ListDesk, ListPage, PageQuery, ReadList } from './lists.ts';

/** What both lists of leads take. */
interface Query {
  readonly sort: 'id';
  readonly limit: number;
  readonly start: number;
  readonly updated_since?: string;
}

type List = (api: PipedriveApi, query: Query) => Promise<unknown>;

const LIVE: List = ({ leads }, query) => leads.getLeads(query);
const ARCHIVED: List = ({ leads }, { sort, limit, start }) => leads.getArchivedLeads({ sort, limit, start });

const identified = z.object({ id: z.string() });

/**
 * The lists of leads, which only v1 serves, by offsets: https://developers.pipedrive.com/docs/api/v1/Leads#getLeads
 * A lead that is deleted shifts everything behind it to the left, and a page that begins where the last one ended would skip as
 * many. So a page begins one record early, with the last one given; where that one is missing, the page before is read again.
 *
 * The list of archived leads knows no `updated_since`: of the changes it is read only where `archivedSince` says from when on.
 */
export function leadLists(desk: ListDesk, archivedSince: Instant | null): readonly ReadList[] {
  return [
    (query) => overlapped(desk, LIVE, query),
    async (query) => {
      if (query.since === undefined) return overlapped(desk, ARCHIVED, query);
      if (archivedSince === null) return { results: [], next: null };
      const { results, next } = await overlapped(desk, ARCHIVED, query);
      return { results: results.filter((lead) => changedAfter(archivedSince, lead)), next };
    },
  ];
}

const dated = z.object({ update_time: z.string() });

function changedAfter(since: Instant, lead: unknown): boolean {
  return (parseInstant(dated.safeParse(lead).data?.update_time) ?? since) >= since;
}

async function overlapped(desk: ListDesk, list: List, query: PageQuery): Promise<ListPage> {
  for (let start = Math.max(0, Number(query.marker ?? 0) - 1); ; start = Math.max(0, start - PAGE)) {
    const page = await readPage(desk, list, { query, start });
    const seam = page.results.findIndex((lead) => identified.safeParse(lead).data?.id === query.behind);
    if (seam >= 0) return { ...page, results: page.results.slice(seam + 1) };
    if (start === 0) return page;
  }
}

async function readPage(
  { client, object, signal }: ListDesk,
  list: List,
  { query, start }: { query: PageQuery; start: number },
): Promise<ListPage> {
  const call = {
    cost: COST.v1.list,
    bill: object.bill,
    effect: 'read',
    signal,
    schema: offsetListSchema,
  } as const;
  const since = query.since === undefined ? {} : { updated_since: wholeSeconds(query.since) };
  const { data, additional_data } = await client.call(call, (api) =>
    list(api, { sort: 'id', limit: PAGE, start, ...since }),
  );
  const more = additional_data?.pagination?.more_items_in_collection === true;
  return { results: data, next: more ? String(start + data.length) : null };
}
