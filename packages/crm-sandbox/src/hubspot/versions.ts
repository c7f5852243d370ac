import { Refused } from './errors.ts';

/** When HubSpot switches old addresses off: https://developers.hubspot.com/docs/developer-tooling/platform/versioning and its changelog. */
const SUNSETS: readonly (readonly [prefix: string, end: number])[] = [
  ['/oauth/v1/', Date.UTC(2027, 1, 16)],
  ['/crm/v4/', Date.UTC(2027, 3, 1)],
  ['/crm/v3/', Date.UTC(2027, 9, 1)],
  ['/crm/objects/2026-03/', Date.UTC(2027, 9, 1)],
  ['/crm/objects/2026-09/', Date.UTC(2028, 3, 1)],
];

/** Throws the answer of an address whose version has ended by `now`. */
export function refuseEndedVersion(path: string, now: number): void {
  const ended = SUNSETS.find(([prefix, end]) => path.startsWith(prefix) && now >= end);
  if (ended === undefined) return;
  throw new Refused({
    status: 404,
    message: `This version of the API has ended: ${ended[0]}`,
    category: 'NOT_FOUND',
  });
}
