import { notFound, Refused } from './errors.ts';

/** Versions 7.0 to 30.0 are retired: https://help.salesforce.com/s/articleView?id=000389618&type=1 */
const FIRST_SUPPORTED = 31;
const FIRST_EVER = 7;
const LATEST = 68;
/** Spring '26; three releases a year, each one version. */
const SPRING_26 = 66;
const SEASONS = ['Spring', 'Summer', 'Winter'] as const;

/** The versions as `/services/data` lists them. */
export function versionList(): object[] {
  return Array.from({ length: LATEST - FIRST_SUPPORTED + 1 }, (_, at) => {
    const version = FIRST_SUPPORTED + at;
    return { label: labelOf(version), url: `/services/data/v${version}.0`, version: `${version}.0` };
  });
}

function labelOf(version: number): string {
  const releases = version - SPRING_26 + 3 * 26;
  const season = SEASONS[releases % 3] ?? SEASONS[0];
  const year = Math.floor(releases / 3) + (season === 'Winter' ? 1 : 0);
  return `${season} '${String(year).padStart(2, '0')}`;
}

/** Throws the 410 for a retired version, and the 404 for one that never was. */
export function refuseWrongVersion(version: string): void {
  const number = Number(/^v(\d+)\.0$/.exec(version)?.[1] ?? Number.NaN);
  if (number >= FIRST_EVER && number < FIRST_SUPPORTED)
    throw new Refused(410, {
      errorCode: 'UNSUPPORTED_API_VERSION',
      message: `API version ${version.slice(1)} is no longer supported.`,
    });
  if (!(number >= FIRST_SUPPORTED && number <= LATEST)) throw notFound();
}
