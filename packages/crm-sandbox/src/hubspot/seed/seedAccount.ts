import type { SeedLead } from '../../seeds/lead.ts';
import { drawPopulation } from '../../seeds/population.ts';
import type { HubSpotAccount } from '../account.ts';
import { associate, type RecordRef } from '../associations/associate.ts';
import { plainType, typesBetween } from '../associations/associationStore.ts';
import { builtIn } from '../properties/definition.ts';
import { loadRecord } from '../records/load.ts';
import { companyRecord } from './companyRecord.ts';
import { bareContactRecord, contactRecord, PRODUCT_PROPERTIES } from './contactRecord.ts';
import { dealRecord } from './dealRecord.ts';
import { engagementRecord, meetingRecord } from './engagementRecords.ts';

/** What to fill the account with. */
export interface SeedOptions {
  readonly contacts: number;
  readonly seed: number;
  /** `bare`: plain contact properties only, for measuring with many contacts. */
  readonly profile: 'believable' | 'bare';
  /** A company for every contact, in the bare profile; in the other one most have one anyway. */
  readonly companies: boolean;
  /** Calls, e-mails, notes, meetings and tasks for every contact, in turn. */
  readonly engagementsPerContact: number;
}

/** How many records of each object there are afterwards. */
export type SeedReport = Readonly<Record<string, number>>;

/** Fills the account with leads: the same seed and time give the same records. */
export function seedAccount(account: HubSpotAccount, options: SeedOptions): SeedReport {
  const now = account.clock.now();
  if (options.profile === 'believable') createProductProperties(account);
  const population = { share: 0, count: options.contacts, seed: options.seed, now };
  for (const { lead, number } of drawPopulation({ ...population, onlyAtWork: options.companies })) {
    if (options.profile === 'bare') seedBare(account, lead, options);
    else seedBelievable(account, lead, { number, options });
  }
  return Object.fromEntries(account.stores.map(({ type, table }) => [type.plural, table.size]));
}

interface Place {
  readonly number: number;
  readonly options: SeedOptions;
}

function seedBelievable(account: HubSpotAccount, lead: SeedLead, { number, options }: Place): void {
  const contacts = account.store('contacts');
  const contact = { store: contacts, row: loadRecord(contacts, contactRecord(lead, number)) };
  const company = seedCompany(account, lead, contact);
  seedDeal(account, lead, { contact, company });
  const meetings = account.store('meetings');
  for (const meeting of lead.journey.meetings) {
    const record = meetingRecord(lead, meeting);
    link(account, { store: meetings, row: loadRecord(meetings, record) }, contact);
  }
  seedEngagements(account, lead, { contact, count: options.engagementsPerContact });
}

function seedBare(account: HubSpotAccount, lead: SeedLead, options: SeedOptions): void {
  const contacts = account.store('contacts');
  const contact = { store: contacts, row: loadRecord(contacts, bareContactRecord(lead)) };
  if (options.companies) seedCompany(account, lead, contact);
  seedEngagements(account, lead, { contact, count: options.engagementsPerContact });
}

function seedCompany(account: HubSpotAccount, lead: SeedLead, contact: RecordRef): RecordRef | null {
  if (lead.company === null) return null;
  const store = account.store('companies');
  const company = { store, row: loadRecord(store, companyRecord(lead, lead.company)) };
  for (const type of typesBetween('contacts', 'companies'))
    if (type.label !== null) associate(account, type, { from: contact, to: company });
  return company;
}

function seedDeal(
  account: HubSpotAccount,
  lead: SeedLead,
  ends: { contact: RecordRef; company: RecordRef | null },
): void {
  if (lead.journey.deal === null) return;
  const store = account.store('deals');
  const deal = { store, row: loadRecord(store, dealRecord(lead, lead.journey.deal)) };
  link(account, deal, ends.contact);
  if (ends.company !== null) link(account, deal, ends.company);
}

const ENGAGEMENTS = ['calls', 'emails', 'notes', 'meetings', 'tasks'] as const;

function seedEngagements(
  account: HubSpotAccount,
  lead: SeedLead,
  wanted: { contact: RecordRef; count: number },
): void {
  for (let index = 0; index < wanted.count; index += 1) {
    const object = ENGAGEMENTS[index % ENGAGEMENTS.length] ?? 'notes';
    const store = account.store(object);
    const at =
      lead.createdAt +
      Math.round(((index + 1) / (wanted.count + 1)) * (lead.journey.lastSeen - lead.createdAt));
    link(account, { store, row: loadRecord(store, engagementRecord(object, at)) }, wanted.contact);
  }
}

function link(account: HubSpotAccount, from: RecordRef, to: RecordRef): void {
  const type = plainType(from.store.type.plural, to.store.type.plural);
  if (type !== undefined) associate(account, type, { from, to });
}

function createProductProperties(account: HubSpotAccount): void {
  const { properties } = account.store('contacts');
  properties.putGroup({ name: 'product_usage', label: 'Product usage', displayOrder: -1 });
  for (const name of PRODUCT_PROPERTIES) {
    if (properties.get(name) !== undefined) continue;
    const label = name.replaceAll('_', ' ');
    properties.put({
      ...builtIn([name, label, 'datetime'], { group: 'product_usage' }),
      hubspotDefined: false,
    });
  }
}
