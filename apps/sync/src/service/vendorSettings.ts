import type { Vendor, VendorSettings } from '@tamis/adapter';
import type { Environment } from '../environment.ts';

/** Addresses and app credentials of a vendor: the configuration's, else the vendor's public addresses. */
export function vendorSettings(vendor: Vendor, environment: Environment): VendorSettings {
  const configured = environment.vendor(vendor.key);
  return {
    apiUrl: configured.apiUrl ?? vendor.addresses.apiUrl,
    oauthUrl: configured.oauthUrl ?? vendor.addresses.oauthUrl,
    clientId: configured.clientId ?? '',
    clientSecret: configured.clientSecret ?? '',
  };
}
