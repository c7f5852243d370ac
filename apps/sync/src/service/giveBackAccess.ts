import { AdapterError } from '@tamis/adapter';
import type { Environment } from '../environment.ts';
import type { Connection } from '../store/connections.ts';
import { openTokenStore } from '../store/tokens.ts';
import { vendorOf } from '../vendors.ts';
import { scopeOf } from './runConnection.ts';
import type { Service } from './service.ts';
import { vendorSettings } from './vendorSettings.ts';

/** Whether a CRM knows that our access has ended, or a person has to remove it there. */
export type AccessLeft = 'given-back' | 'remove-by-hand';

/**
 * Gives the tokens of a connection back to the vendor; nothing refreshes them meanwhile. Tokens without a refresh token were made by a
 * person in the CRM, and only a person can remove them there.
 */
export async function giveBackAccess(
  { service, environment }: { service: Service; environment: Environment },
  connection: Connection,
  now: () => number,
): Promise<AccessLeft> {
  const vendor = vendorOf(connection.vendor);
  const settings = { ...vendorSettings(vendor, environment), apiUrl: connection.apiUrl };
  const store = openTokenStore(service.db, scopeOf(service, connection), service.masterKey);
  try {
    const { refreshToken } = await store.withLock(async (tokens) => {
      if (tokens.refreshToken !== null) await vendor.oauth(settings, now).revoke(tokens);
      return tokens;
    });
    return refreshToken === null ? 'remove-by-hand' : 'given-back';
  } catch (error) {
    if (error instanceof AdapterError) return 'remove-by-hand';
    throw error;
  }
}
