import type { HttpRequest } from '../http/exchange.ts';
import type { HubSpotAccount } from './account.ts';
import { Refused } from './errors.ts';
import type { CheckedValues } from './records/checkedValues.ts';
import type { ObjectStore } from './records/objectStore.ts';

/** Only this version of the API enforces what administrators require. */
const ENFORCING = '/crm/objects/2026-09/';

/** Throws the 400 where the record as it would be after the write misses a property that an administrator requires. */
export function refuseMissingRequired(
  account: HubSpotAccount,
  store: ObjectStore,
  write: {
    readonly request: Pick<HttpRequest, 'path'>;
    readonly row: number | null;
    readonly values: CheckedValues;
  },
): void {
  if (!write.request.path.startsWith(ENFORCING)) return;
  const held = (name: string) => {
    const written = write.values.get(name);
    if (written !== undefined) return written;
    return write.row === null ? null : store.table.value(write.row, name);
  };
  const errors = account.required.missing(store.type.plural, held);
  if (errors.length === 0) return;
  throw new Refused({
    status: 400,
    message: errors.map(({ message }) => message).join('; '),
    category: 'VALIDATION_ERROR',
    subCategory: errors[0]?.code ?? 'MISSING_REQUIRED_PROPERTY',
    errors,
  });
}
