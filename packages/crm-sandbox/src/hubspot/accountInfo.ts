import type { HttpReply } from '../http/exchange.ts';
import type { HubSpotAccount } from './account.ts';
import { DAY, isoInstant } from './time.ts';

/** https://developers.hubspot.com/docs/api-reference/account-account-info-v3/guide */
export function accountDetails(account: HubSpotAccount): HttpReply {
  const { portalId, timeZone, currency, uiDomain, dataHostingLocation } = account.settings.account;
  const offset = utcOffset(timeZone, account.clock.now());
  return {
    status: 200,
    json: {
      portalId,
      accountType: 'STANDARD',
      timeZone,
      companyCurrency: currency,
      additionalCurrencies: [],
      utcOffset: offset.text,
      utcOffsetMilliseconds: offset.milliseconds,
      uiDomain,
      dataHostingLocation,
    },
  };
}

/** Calls of private apps today. */
export function dailyUsage(account: HubSpotAccount): HttpReply {
  const now = account.clock.now();
  const { timeZone } = account.settings.account;
  const localMidnight = Math.floor((now + utcOffset(timeZone, now).milliseconds) / DAY + 1) * DAY;
  return {
    status: 200,
    json: {
      results: [
        {
          name: 'private-apps-api-calls-daily',
          usageLimit: account.settings.limits.daily,
          currentUsage: account.limits.figures(account.settings).dailyUsed,
          collectedAt: isoInstant(now),
          fetchStatus: 'SUCCESS',
          resetsAt: isoInstant(localMidnight - utcOffset(timeZone, now).milliseconds),
        },
      ],
    },
  };
}

function utcOffset(timeZone: string, now: number): { text: string; milliseconds: number } {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(now);
  const text = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') || '+00:00';
  const [hours = '0', minutes = '0'] = text.slice(1).split(':');
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return { text, milliseconds: text.startsWith('-') ? -size : size };
}
