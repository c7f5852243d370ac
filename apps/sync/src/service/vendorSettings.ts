import type { DailyBudget, Vendor, VendorSettings } from '@tamis/adapter';
import { type Environment, vendorVariables } from '../environment.ts';

/** Addresses and app credentials of a vendor: the configuration's, else the vendor's public addresses. */
export function vendorSettings(vendor: Vendor, environment: Environment): VendorSettings {
  const configured = environment.vendor(vendor);
  return {
    apiUrl: configured.apiUrl ?? vendor.addresses.apiUrl,
    oauthUrl: configured.oauthUrl ?? vendor.addresses.oauthUrl,
    clientId: configured.clientId ?? '',
    clientSecret: configured.clientSecret ?? '',
  };
}

/** What one connection to the vendor may use of a day: the configuration's share, else the vendor's cautious one. */
export function dailyBudget(vendor: Vendor, environment: Environment): DailyBudget {
  const { unit, units } = vendor.dailyBudget;
  return { unit, units: environment.vendor(vendor).dailyBudget ?? units };
}

/** Settings that a consent page needs and that nobody has given: their names. */
export function missingCredentials(vendor: Vendor, environment: Environment): readonly string[] {
  const names = vendorVariables(vendor);
  const configured = environment.vendor(vendor);
  return (['clientId', 'clientSecret'] as const)
    .filter((one) => configured[one] === undefined)
    .map((one) => names[one]);
}
