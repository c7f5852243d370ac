import { type LoadedLeads, loadLeads } from '../../leads/loadLeads.ts';
import type { Filling } from '../../vendor.ts';
import type { PipedriveAccount } from '../account.ts';
import { personTarget } from './leadTarget.ts';
import { seedAccount } from './seedAccount.ts';

/** Fills a new account as its command line asks. */
export async function fillAccount(account: PipedriveAccount, filling: Filling): Promise<LoadedLeads | null> {
  const { contacts, seed, profile, leads } = filling;
  if (contacts !== undefined) seedAccount(account, { contacts, seed, profile });
  return leads === undefined ? null : loadLeads(leads, (labels) => personTarget(account, labels));
}
