import type { Vendor } from '@tamis/adapter';
import { Door } from '@tamis/adapter';
import { defaultMapping } from './defaultMapping.ts';
import { DAILY_BUDGET } from './limits.ts';
import { NATIVE_STAGES } from './nativeStages.ts';
import { hubspotOAuth, OPTIONAL_SCOPES, SCOPES } from './oauth.ts';
import { recordUrl } from './objects.ts';
import { OWN_FIELDS } from './ownFields.ts';

export { OPTIONAL_SCOPES, SCOPES } from './oauth.ts';

/** HubSpot for the registry of vendors. */
export const hubspot: Vendor = {
  key: 'hubspot',
  label: 'HubSpot',
  addresses: { apiUrl: 'https://api.hubapi.com', oauthUrl: 'https://app.hubspot.com' },
  defaultMapping,
  nativeStages: NATIVE_STAGES,
  ownFields: OWN_FIELDS,
  dailyBudget: DAILY_BUDGET,
  scopes: { ...SCOPES, ...OPTIONAL_SCOPES },
  recordUrl,
  oauth: (settings, now) => hubspotOAuth({ settings, door: new Door(), now }),
  async open(settings, ports) {
    const { openHubspot } = await import('./adapter.ts');
    return openHubspot(settings, ports);
  },
};
