import type { AdapterLimits } from '@tamis/adapter';
import type { Haste } from './pushLane.ts';
import type { ReadPage } from './readPages.ts';

/**
 * How soon the writes of a page leave. Few of them on a page of changes are what people did since, perhaps among thousands of echoes of our
 * own: they do not wait for a batch to fill. Many of them fill it themselves, as those of a first reading do.
 */
export function hasteOf(
  { urgent, cursor }: Pick<ReadPage, 'urgent' | 'cursor'>,
  writes: number,
  { pushBatch }: Pick<AdapterLimits, 'pushBatch'>,
): Haste {
  const few = cursor.phase === 'changes' && writes > 0 && writes < pushBatch;
  return urgent || few ? 'urgent' : 'usual';
}
