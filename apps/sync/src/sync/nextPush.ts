import type { AdapterLimits } from '@tamis/adapter';

/** How many changes of one object wait. */
export interface Waiting {
  readonly all: number;
  /** Of them, those for which somebody would wait. */
  readonly urgent: number;
}

/**
 * How many waiting changes leave in one push now; 0 where they had better wait for others. Full batches leave at once, and what is urgent
 * leaves in whatever batch it makes. Where the vendor takes many at once for less, the others wait until they are many, or until nothing
 * more can come (`ending`).
 */
export function nextPush(
  { all, urgent }: Waiting,
  { pushBatch, bulkPush }: Pick<AdapterLimits, 'pushBatch' | 'bulkPush'>,
  ending: boolean,
): number {
  if (urgent > 0) return Math.min(all, pushBatch);
  if (bulkPush !== undefined && all >= bulkPush.from) return Math.min(all, bulkPush.most);
  if (ending) return Math.min(all, pushBatch);
  return bulkPush === undefined && all >= pushBatch ? pushBatch : 0;
}
