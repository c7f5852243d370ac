import { type CrmName, keyOf, type SeenRecord, type Values } from './crms.ts';
import type { Happened, Synced } from './history.ts';

/** A contact of HubSpot, by its key. */
export const HUBSPOT = 'hubspot/contacts/1';
/** A lead of Salesforce, by its key. */
export const SALESFORCE = 'salesforce/Lead/1';
/** Who somebody is. */
export const ZOE = { email: 'zoe@kern.example', firstName: 'Zoë', lastName: 'Kern' };
/** What the product wrote about them. */
export const JUDGED = { score: '20', grade: 'C4', stage: 'raw', reason: 'Raw.' };

/** A record as its CRM shows it. */
export function record(key: string, values: Values, more: Partial<SeenRecord> = {}): SeenRecord {
  const [crm = '', object = '', id = ''] = key.split('/');
  return {
    key: keyOf(crm as CrmName, object, id),
    crm: crm as CrmName,
    object,
    id,
    state: 'live',
    samePerson: null,
    wentOnAs: null,
    modifiedAt: 1,
    values,
    ...more,
  };
}

/** A run of the CRM of the first record: what it found, and what it left. */
export function synced(
  before: readonly SeenRecord[],
  after: readonly SeenRecord[],
  more: Partial<Synced> = {},
): Synced {
  const snapshot = (records: readonly SeenRecord[]) => new Map(records.map((one) => [one.key, one]));
  const seen = { before: snapshot(before), after: snapshot(after) };
  const crm = before[0]?.crm ?? 'hubspot';
  return { kind: 'sync', at: 1, crm, phase: 'open', round: 0, ...seen, pushed: [], ...more };
}

/** A run that found nothing to write. */
export function quiet(records: readonly SeenRecord[], more: Partial<Synced> = {}): Synced {
  return synced(records, records, more);
}

/** What somebody did. */
export function operation(more: Partial<Happened> = {}): Happened {
  const keys = [HUBSPOT];
  return { kind: 'operation', at: 1, cluster: 0, operation: 'set', what: 'set', keys, ...more };
}
