import type { Vendor } from '@tamis/adapter';
import { Door } from '@tamis/adapter';
import { defaultMapping } from './defaultMapping.ts';
import { DAILY_BUDGET } from './limits.ts';
import { NATIVE_STAGES } from './nativeStages.ts';
import { pipedriveOAuth, SCOPES } from './oauth.ts';
import { recordUrl } from './objects.ts';
import { OWN_FIELDS } from './ownFields.ts';

/** Pipedrive for the registry of vendors. */
export const pipedrive: Vendor = {
  key: 'pipedrive',
  label: 'Pipedrive',
  addresses: { apiUrl: 'https://api.pipedrive.com', oauthUrl: 'https://oauth.pipedrive.com' },
  defaultMapping,
  nativeStages: NATIVE_STAGES,
  ownFields: OWN_FIELDS,
  dailyBudget: DAILY_BUDGET,
  scopes: SCOPES,
  recordUrl,
  oauth: (settings, now) => pipedriveOAuth({ settings, door: new Door(), now }),
  async open(settings, ports) {
    const { openPipedrive } = await import('./adapter.ts');
    return openPipedrive(settings, ports);
  },
};
