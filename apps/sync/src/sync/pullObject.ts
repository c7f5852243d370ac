import type { ObjectCapability } from '@tamis/adapter';
import type { ChangesLanes } from './changesLanes.ts';
import type { RunContext } from './context.ts';
import { pagesOf, type ReadPage, requestOf } from './readPages.ts';

/**
 * The pages of one object since its cursor. An object that no row of the mapping reads costs no request. Between them come pages of
 * changes that nobody should have to wait for, of this object or another.
 */
export async function* pullObject(
  context: RunContext,
  object: ObjectCapability,
  lanes: ChangesLanes,
): AsyncIterable<ReadPage> {
  const request = await requestOf(context, object);
  if (request === null) return;
  for await (const page of pagesOf(context, request)) {
    const cursor = lanes.furtherThan(object, page.cursor);
    yield { ...page, object, cursor, cursorName: object.name, urgent: false };
    yield* lanes.pagesIfDue(cursor);
  }
}
