import type { PipedriveAccount } from '../account.ts';
import { USERS } from '../users.ts';

/** What an app was told of being uninstalled; `status` is null where nobody answered. */
export interface UninstallNotice {
  readonly url: string;
  readonly status: number | null;
}

/**
 * Tells the app by a DELETE at every registered callback address that it was uninstalled:
 * https://pipedrive.readme.io/docs/app-uninstallation
 */
export async function announceUninstall(account: PipedriveAccount): Promise<readonly UninstallNotice[]> {
  const { tokens, settings } = account;
  const credentials = Buffer.from(`${tokens.clientId}:${tokens.clientSecret}`).toString('base64');
  const body = JSON.stringify({
    client_id: tokens.clientId,
    company_id: settings.company.id,
    user_id: USERS[0].id,
    timestamp: new Date(account.clock.now()).toISOString(),
  });
  const headers = { authorization: `Basic ${credentials}`, 'content-type': 'application/json' };
  return Promise.all(
    settings.oauth.redirectUris.map(async (url) => {
      const reply = await fetch(url, { method: 'DELETE', headers, body }).catch(() => null);
      return { url, status: reply?.status ?? null };
    }),
  );
}
