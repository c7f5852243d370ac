import { type LoadedLeads, loadLeads } from '../../leads/loadLeads.ts';
import type { Filling } from '../../vendor.ts';
import type { SalesforceOrg } from '../org.ts';
import { leadTarget } from './leadTarget.ts';
import { seedOrg } from './seedOrg.ts';

/** Fills a new org as its command line asks. */
export async function fillOrg(org: SalesforceOrg, filling: Filling): Promise<LoadedLeads | null> {
  const { contacts, seed, profile, leads } = filling;
  if (contacts !== undefined) seedOrg(org, { contacts, seed, profile });
  return leads === undefined ? null : loadLeads(leads, (labels) => leadTarget(org, labels));
}
