import type { Vendor } from '@tamis/adapter';
import { hubspot } from '@tamis/adapter-hubspot';
import { pipedrive } from '@tamis/adapter-pipedrive';
import { salesforce } from '@tamis/adapter-salesforce';
import { UsageError } from './cli/exit.ts';

/** Every CRM the product speaks to: the only place that names them. */
export const vendors: readonly Vendor[] = [hubspot, salesforce, pipedrive];

/** The vendor of that key. Throws {@link UsageError} that lists the known ones. */
export function vendorOf(key: string): Vendor {
  const vendor = vendors.find((one) => one.key === key);
  if (vendor) return vendor;
  throw new UsageError(
    `There is no CRM called "${key}". Known: ${vendors.map((one) => one.key).join(', ')}.`,
  );
}
