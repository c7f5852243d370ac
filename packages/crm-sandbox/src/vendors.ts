import type { SandboxClock } from './clock.ts';
import { hubspotVendor } from './hubspot/vendor.ts';
import { pipedriveVendor } from './pipedrive/vendor.ts';
import { salesforceVendor } from './salesforce/vendor.ts';
import type { Vendor } from './vendor.ts';

/** A CRM that has a stand-in here. */
export type VendorName = 'hubspot' | 'pipedrive' | 'salesforce';

/** Makes an empty account of a vendor that lives by the clock. */
type OpenVendor = (clock: SandboxClock) => Vendor;

/** Every stand-in there is; a new one needs its line here and nothing else outside its folder. */
export const VENDORS: Readonly<Record<VendorName, OpenVendor>> = {
  hubspot: hubspotVendor,
  pipedrive: pipedriveVendor,
  salesforce: salesforceVendor,
};
