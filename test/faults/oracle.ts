import type { RunReport } from '@tamis/sync';
import type { Contact } from './crm.ts';
import { type Remembered, remembered } from './remembered.ts';
import type { Workplace } from './workplace.ts';

/** An instant, which the CRM writes with or without milliseconds. */
const INSTANT = /^\d{4}-\d\d-\d\dT/;

/**
 * Compares the CRM with the store, contact by contact, and says in words what is lost, doubled or different; nothing to say
 * means that both agree. `resting` are contacts that the CRM refused to write.
 */
export async function discrepancies(
  place: Workplace,
  { resting = [] }: { resting?: readonly string[] } = {},
): Promise<readonly string[]> {
  const contacts = await place.crm.liveContacts();
  const { records, leadsWithoutRecord } = await remembered(place);
  const byId = new Map(records.map((record) => [record.id, record]));
  const live = new Set(contacts.map(({ id }) => id));
  return [
    ...contacts.flatMap((contact) =>
      judge(contact, byId.get(contact.id), { rests: resting.includes(contact.id) }).map(
        (what) => `contact ${contact.id}: ${what}`,
      ),
    ),
    ...records
      .filter(({ id, gone }) => !gone && !live.has(id))
      .map(({ id }) => `contact ${id} is gone from the CRM and still kept as present`),
    ...sharedLeads(records.filter(({ id }) => live.has(id))),
    ...leadsWithoutRecord.map((id) => `lead ${id} belongs to no contact`),
  ];
}

function judge(contact: Contact, record: Remembered | undefined, { rests }: { rests: boolean }): string[] {
  if (!record) return ['lost: it was never stored'];
  if (record.gone) return ['is kept as gone'];
  if (record.stage === null) return ['was never evaluated'];
  return [
    ...(record.dirty ? ['still waits for its evaluation'] : []),
    ...differences('observed', record.observed, contact),
    ...(rests ? restingFaults(contact, record) : writingFaults(contact, record)),
  ];
}

function restingFaults({ properties }: Contact, { state }: Remembered): string[] {
  return [
    ...(state === 'refused' ? [] : [`was refused, and its desire is ${state}`]),
    ...(properties.tamis_stage === undefined ? [] : ['was refused, and has a stage']),
  ];
}

function writingFaults(contact: Contact, { desired, state, stage }: Remembered): string[] {
  const shown = contact.properties.tamis_stage;
  return [
    ...(state === 'written' ? [] : [`its desire is ${state}`]),
    ...(shown === stage ? [] : [`the CRM shows stage ${shown}, the evaluation says ${stage}`]),
    ...differences('desired', desired ?? {}, contact),
  ];
}

function differences(
  what: string,
  fields: Readonly<Record<string, unknown>>,
  { properties }: Contact,
): string[] {
  return Object.entries(fields)
    .filter(([name, value]) => text(value) !== text(properties[name] ?? null))
    .map(
      ([name, value]) => `${what} ${name} is ${text(value)}, the CRM holds ${text(properties[name] ?? null)}`,
    );
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  const written = Array.isArray(value) ? value.join(';') : String(value);
  if (INSTANT.test(written)) return new Date(written).toISOString();
  return written;
}

/** Two contacts that are two people have two leads. */
function sharedLeads(records: readonly Remembered[]): string[] {
  const byLead = Map.groupBy(records, ({ leadId }) => leadId);
  return [...byLead].flatMap(([lead, shared]) =>
    shared.length === 1
      ? []
      : [`lead ${lead} is shared by contacts ${shared.map(({ id }) => id).join(', ')}`],
  );
}

/** Every distinct record was one thing, and every planned write came to one end; says where the figures of a run do not add up. */
export function unreconciled({ counts }: RunReport): readonly string[] {
  const { pulled, changed, unchanged, echoes, deleted, unreadable } = counts;
  const { planned, written, refused, deferred } = counts;
  return [
    ...(pulled === changed + unchanged + echoes + deleted + unreadable
      ? []
      : [`pulled does not reconcile: ${JSON.stringify(counts)}`]),
    ...(planned === written + refused + deferred
      ? []
      : [`planned does not reconcile: ${JSON.stringify(counts)}`]),
  ];
}
