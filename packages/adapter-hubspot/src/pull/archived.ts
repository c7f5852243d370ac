import type { ChangesCursor, Instant, PullPage, RecordGoneNotice } from '@tamis/adapter';
import type { HubspotClient } from '../client/index.ts';
import type { HubspotObject } from '../objects.ts';
import { listSchema } from '../wire.ts';
import { mergedIdsOf } from './row.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Deletions just before the last look may have come late into the list. */
const OVERLAP_MS = 60 * 60 * 1000;
const LIST_PAGE = 100;

/** Whether the list of deleted records is due: once a day. */
export function archivedDue({ archivedAt }: ChangesCursor, now: Instant): boolean {
  return archivedAt === undefined || now - archivedAt >= DAY_MS;
}

/**
 * Records deleted since the last look, with those that were merged into them: once the survivor is gone, nothing else tells of
 * these. HubSpot keeps deleted records in a list of their own for 90 days; searches do not show them. The position in the changes
 * stays where it is; the last page's cursor says that the look was taken at `now`.
 */
export async function* archivedPages(
  client: HubspotClient,
  look: { object: HubspotObject; cursor: ChangesCursor; now: Instant; signal: AbortSignal },
): AsyncGenerator<PullPage> {
  const { object, cursor, now, signal } = look;
  const since = (cursor.archivedAt ?? 0) - OVERLAP_MS;
  const call = { lane: 'burst', bill: object.bill, effect: 'read', signal, schema: listSchema } as const;
  let after: string | undefined;
  do {
    const { results, paging } = await client.call(call, ({ records }) =>
      records.getPage(
        object.name,
        LIST_PAGE,
        after,
        ['hs_object_id', 'hs_merged_object_ids'],
        undefined,
        undefined,
        true,
      ),
    );
    after = paging?.next?.after;
    const gone = results
      .filter(({ archivedAt = now }) => archivedAt >= since)
      .flatMap(({ id, properties }): RecordGoneNotice[] => [
        { object: object.name, id },
        ...mergedIdsOf(properties)
          .filter((merged) => merged !== id)
          .map((merged) => ({ object: object.name, id: merged, mergedInto: id })),
      ]);
    yield {
      records: [],
      gone,
      unreadable: [],
      expected: null,
      cursor: after ? cursor : { ...cursor, archivedAt: now },
    };
  } while (after !== undefined);
}
