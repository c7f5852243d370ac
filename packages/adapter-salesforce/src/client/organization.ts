import { type Account, Unavailable } from '@tamis/adapter';
import { organizationSchema } from '../wire.ts';
import type { SalesforceClient } from './index.ts';

/** The organization behind the connection. One request. https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-organization.html */
export async function organization(client: SalesforceClient, signal: AbortSignal): Promise<Account> {
  const soql = 'SELECT Id,Name,TimeZoneSidKey FROM Organization LIMIT 1';
  const { records } = await client.query({ bill: 'calls', signal }, soql);
  const parsed = organizationSchema.safeParse(records[0]);
  if (!parsed.success) throw new Unavailable('Salesforce did not show the organization of this connection.');
  const { Id: id, Name: name, TimeZoneSidKey: timeZone } = parsed.data;
  return { id, name, timeZone, uiUrl: await client.instanceUrl() };
}
