import type { PipedriveAccount } from '../account.ts';
import type { Json, StoredRecord } from '../records/record.ts';
import { flatValues } from './customValues.ts';

/** A lead as v1 gives it: https://developers.pipedrive.com/docs/api/v1/Leads */
export function presentLead(account: PipedriveAccount, record: StoredRecord): Record<string, Json> {
  const { type, fields } = account.store('leads');
  const shown: Record<string, Json> = { id: record.id };
  for (const [name, empty] of Object.entries(type.attributes)) shown[name] = record.values[name] ?? empty;
  return {
    ...shown,
    add_time: new Date(record.addTime).toISOString(),
    update_time: new Date(record.updateTime).toISOString(),
    ...flatValues(fields, record.custom, account.settings),
  };
}
