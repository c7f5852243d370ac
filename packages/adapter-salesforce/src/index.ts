import { Door, type Vendor } from '@tamis/adapter';
import { defaultMapping } from './defaultMapping.ts';
import { DAILY_BUDGET } from './limits/index.ts';
import { NATIVE_STAGES } from './nativeStages.ts';
import { SCOPES, salesforceOAuth } from './oauth.ts';
import { recordUrl } from './objects.ts';
import { OWN_FIELDS } from './ownFields.ts';

/** Salesforce for the registry of vendors. `oauthUrl` is where people log in; each organization has an address of its own, which comes with its tokens. */
export const salesforce: Vendor = {
  key: 'salesforce',
  label: 'Salesforce',
  addresses: { apiUrl: 'https://login.salesforce.com', oauthUrl: 'https://login.salesforce.com' },
  oauthUrlSetting: 'SALESFORCE_LOGIN_URL',
  defaultMapping,
  nativeStages: NATIVE_STAGES,
  ownFields: OWN_FIELDS,
  dailyBudget: DAILY_BUDGET,
  scopes: SCOPES,
  recordUrl,
  oauth: (settings, now) => salesforceOAuth({ settings, door: new Door(), now }),
  async open(settings, ports) {
    const { openSalesforce } = await import('./adapter.ts');
    return openSalesforce(settings, ports);
  },
};
