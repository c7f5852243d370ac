import type { AdapterLimits } from '@tamis/adapter';

/** What a run moved of one lead object. */
export interface ObjectWork {
  pulled: number;
  /** Changes that the CRM answered, written or refused. */
  sent: number;
}

/** The least requests that this work can take: full pages and full pushes of each object, in the way that takes fewest. */
export function callFloor(work: Iterable<ObjectWork>, limits: AdapterLimits): number {
  let floor = 0;
  for (const { pulled, sent } of work) floor += Math.ceil(pulled / limits.pullPage) + pushFloor(sent, limits);
  return floor;
}

function pushFloor(
  sent: number,
  { pushBatch, changesPerRequest = pushBatch, bulkPush }: AdapterLimits,
): number {
  const ordinary = Math.ceil(sent / changesPerRequest);
  if (bulkPush?.requests === undefined || sent < bulkPush.from) return ordinary;
  return Math.min(ordinary, Math.ceil(sent / bulkPush.most) * bulkPush.requests);
}

/** The work of one object, begun where nothing was done yet. */
export function workOf(work: Map<string, ObjectWork>, object: string): ObjectWork {
  const known = work.get(object) ?? { pulled: 0, sent: 0 };
  work.set(object, known);
  return known;
}
