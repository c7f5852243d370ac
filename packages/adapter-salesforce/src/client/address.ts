import { ReconnectNeeded, type VendorSettings } from '@tamis/adapter';

/** The version whose shapes this adapter knows: jsforce would ask for 50.0. */
export const API_VERSION = '66.0';

const OURS = /\.(salesforce|force)\.com$/;

/**
 * The origin of an API address that came with tokens. A token is sent to Salesforce's own domains over TLS, and to the origins that the operator
 * configured, alone: an address from elsewhere would be a way to lose it. Throws `ReconnectNeeded`.
 */
export function checkedApiUrl(url: string, { apiUrl, oauthUrl }: VendorSettings): string {
  const parsed = URL.parse(url);
  const configured = [apiUrl, oauthUrl].map((one) => URL.parse(one)?.origin);
  const vendors = parsed?.protocol === 'https:' && OURS.test(parsed.hostname);
  if (parsed !== null && (vendors || configured.includes(parsed.origin))) return parsed.origin;
  throw new ReconnectNeeded(
    `The connection names ${parsed?.origin ?? 'no address'} as its API, which is not Salesforce's. Nothing was sent there; connect again.`,
  );
}
