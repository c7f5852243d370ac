import type { SeedDeal } from '../../seeds/journey.ts';
import type { SeedLead } from '../../seeds/lead.ts';
import { drawPopulation, type NumberedLead } from '../../seeds/population.ts';
import type { SeedProfile } from '../../vendor.ts';
import type { PipedriveAccount } from '../account.ts';
import { type ActivityLinks, activity, activitySeeds } from './activitySeeds.ts';
import { dealEvents, dealSeed } from './dealSeed.ts';
import { leadSeed } from './leadSeed.ts';
import { mailSeeds } from './mailSeeds.ts';
import { organizationSeed } from './organizationSeed.ts';
import { barePerson, believablePerson } from './personSeed.ts';

/** What to fill the account with. */
export interface SeedOptions {
  readonly contacts: number;
  readonly seed: number;
  readonly profile: SeedProfile;
}

/** How many records of each object there are afterwards. */
export type SeedReport = Readonly<Record<string, number>>;

/** Which people of all this CRM holds: it shares some with each of the others. */
const SHARE = 0.8;

/** Fills the account with people and what belongs to them: the same seed and time give the same people; only keys of fields and ids of leads differ. */
export function seedAccount(account: PipedriveAccount, options: SeedOptions): SeedReport {
  const { contacts: count, seed, profile } = options;
  const now = account.now();
  for (const each of drawPopulation({ share: SHARE, count, seed, now, onlyAtWork: profile === 'related' }))
    SEEDERS[profile](account, each);
  return Object.fromEntries(account.stores.map((store) => [store.type.name, store.liveCount]));
}

const SEEDERS: Readonly<Record<SeedProfile, (account: PipedriveAccount, lead: NumberedLead) => void>> = {
  believable: seedBelievable,
  bare: (account, { lead }) => void account.store('persons').add(barePerson(lead)),
  related: seedRelated,
};

function seedBelievable(account: PipedriveAccount, { lead, number }: NumberedLead): void {
  const orgId = seedOrganization(account, lead);
  const person = account.store('persons').add(believablePerson(account, lead, { number, orgId }));
  const links = { personId: person.id, orgId };
  const { deal } = lead.journey;
  const dealId = deal === null ? null : seedDeal(account, lead, { deal, links });
  for (const message of mailSeeds(lead)) account.mailbox.add(person.id, message);
  for (const each of activitySeeds(lead, { ...links, dealId })) account.store('activities').add(each);
  const inbox = leadSeed(account, lead, links);
  if (inbox !== null) account.store('leads').add(inbox);
}

function seedDeal(
  account: PipedriveAccount,
  lead: SeedLead,
  { deal, links }: { readonly deal: SeedDeal; readonly links: Omit<ActivityLinks, 'dealId'> },
): number | string {
  const { id } = account.store('deals').add(dealSeed(lead, deal, links));
  account.dealHistory.load(id, dealEvents(deal, account.now()));
  return id;
}

const RELATED = ['call', 'meeting', 'task', 'email', 'lunch'] as const;

/** A bare person with an organization and five activities, for measuring. */
function seedRelated(account: PipedriveAccount, { lead }: NumberedLead): void {
  const orgId = seedOrganization(account, lead);
  const bare = barePerson(lead);
  const values = orgId === null ? bare.values : { ...bare.values, org_id: orgId };
  const person = account.store('persons').add({ ...bare, values });
  const span = lead.journey.lastSeen - lead.createdAt;
  for (const [index, type] of RELATED.entries()) {
    const at = lead.createdAt + Math.round(((index + 1) / (RELATED.length + 1)) * span);
    const links = { personId: person.id, orgId, dealId: null };
    account.store('activities').add(activity(type, { at, bookedAt: at, done: true }, links));
  }
}

function seedOrganization(account: PipedriveAccount, lead: SeedLead): number | string | null {
  if (lead.company === null) return null;
  return account.store('organizations').add(organizationSeed(lead, lead.company)).id;
}
