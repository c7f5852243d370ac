import { RequestRefused } from './errors.ts';
import type { AdapterLimits } from './limits.ts';
import type { ReadRequest } from './read.ts';

/**
 * Throws `RequestRefused` where a read names more ids than the adapter's `readBatch`: half an answer would look as if the others were gone.
 */
export function requireReadBatch({ ids }: ReadRequest, { readBatch }: AdapterLimits): void {
  if (ids.length <= readBatch) return;
  throw new RequestRefused(`A read takes ${readBatch} records at most, not ${ids.length}.`, 'read-batch');
}
