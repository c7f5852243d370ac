import { type LoadedLeads, loadLeads } from '../../leads/loadLeads.ts';
import type { Filling, SeedProfile } from '../../vendor.ts';
import type { HubSpotAccount } from '../account.ts';
import { contactTarget } from './leadTarget.ts';
import { type SeedOptions, seedAccount } from './seedAccount.ts';

const PROFILES: Readonly<Record<SeedProfile, Omit<SeedOptions, 'contacts' | 'seed'>>> = {
  believable: { profile: 'believable', companies: false, engagementsPerContact: 0 },
  bare: { profile: 'bare', companies: false, engagementsPerContact: 0 },
  related: { profile: 'bare', companies: true, engagementsPerContact: 5 },
};

/** Fills a new account as its command line asks. */
export async function fillAccount(account: HubSpotAccount, filling: Filling): Promise<LoadedLeads | null> {
  const { contacts, seed, profile, leads } = filling;
  if (contacts !== undefined) seedAccount(account, { contacts, seed, ...PROFILES[profile] });
  return leads === undefined ? null : loadLeads(leads, (labels) => contactTarget(account, labels));
}
