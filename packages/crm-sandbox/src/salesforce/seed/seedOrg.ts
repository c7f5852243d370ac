import { scatter } from '../../random.ts';
import type { SeedLead } from '../../seeds/lead.ts';
import { drawPopulation } from '../../seeds/population.ts';
import type { SeedProfile } from '../../vendor.ts';
import type { SalesforceOrg } from '../org.ts';
import { ownersOf } from './administration.ts';
import { loadJourney, loadOpportunity, meetingEvent, type Traveller, taskRecord } from './journeyRecords.ts';
import { loadRecord } from './loadRecord.ts';
import { accountRecord, bareLeadRecord, contactRecord, leadRecord } from './personRecords.ts';

/** What to fill the org with. */
export interface SeedOptions {
  /** People in all: leads and contacts. */
  readonly contacts: number;
  readonly seed: number;
  readonly profile: SeedProfile;
}

/** Salesforce's people begin here in the numbers that all CRMs share. */
const SHARE = 0.6;

/** Fills the org: the same seed and time give the same records. Answers how many of each object there are afterwards. */
export function seedOrg(org: SalesforceOrg, options: SeedOptions): Readonly<Record<string, number>> {
  const { contacts: count, seed, profile } = options;
  const owners = ownersOf(org);
  const population = { share: SHARE, count, seed, now: org.clock.now() };
  for (const { lead, number } of drawPopulation({ ...population, onlyAtWork: profile === 'related' })) {
    const ownerId = owners[number % owners.length] ?? org.adminId;
    if (profile === 'bare') loadRecord(org.store('Lead'), bareLeadRecord(lead, ownerId));
    else if (profile === 'related') seedRelated(org, lead, { number, ownerId });
    else seedBelievable(org, lead, { number, ownerId });
  }
  return Object.fromEntries(org.stores.map(({ type, table }) => [type.name, table.size]));
}

interface Place {
  readonly number: number;
  readonly ownerId: string;
}

/** Those with a deal are contacts, and a few others that sales took up by hand. */
function seedBelievable(org: SalesforceOrg, lead: SeedLead, { number, ownerId }: Place): void {
  const { company, journey } = lead;
  const isContact = company !== null && (journey.deal !== null || scatter(number) % 100 < 22);
  if (!isContact) {
    const id = loadRecord(org.store('Lead'), leadRecord(lead, ownerId));
    loadJourney(org, lead, { object: 'Lead', id, ownerId });
    return;
  }
  const contact = seedContact(org, lead, { company, ownerId });
  if (journey.deal !== null)
    loadOpportunity(org, journey.deal, { ...contact, name: `${company.name} – licences` });
  loadJourney(org, lead, contact);
}

/** Three in ten are contacts of an account; all have five activities. */
function seedRelated(org: SalesforceOrg, lead: SeedLead, { number, ownerId }: Place): void {
  const { company } = lead;
  const who: Traveller =
    number % 10 < 3 && company !== null
      ? seedContact(org, lead, { company, ownerId })
      : { object: 'Lead', ownerId, id: loadRecord(org.store('Lead'), bareLeadRecord(lead, ownerId)) };
  const step = (lead.journey.lastSeen - lead.createdAt) / 6;
  for (let index = 1; index <= 5; index += 1) {
    const at = Math.round(lead.createdAt + index * step);
    if (index % 2 === 0)
      loadRecord(org.store('Event'), meetingEvent(who, { at, bookedAt: at, outcome: 'COMPLETED' }));
    else
      loadRecord(
        org.store('Task'),
        taskRecord(who, at, { Subject: 'Call', TaskSubtype: 'Call', Type: 'Call' }),
      );
  }
}

function seedContact(
  org: SalesforceOrg,
  lead: SeedLead,
  { company, ownerId }: { company: NonNullable<SeedLead['company']>; ownerId: string },
): Traveller & { readonly accountId: string } {
  const accountId = loadRecord(org.store('Account'), accountRecord(lead, company, ownerId));
  const id = loadRecord(org.store('Contact'), contactRecord(lead, ownerId, accountId));
  return { object: 'Contact', id, ownerId, accountId };
}
