/** Instants are kept in whole seconds: many records share one. */
export function wholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}

/** An instant as v2 writes it: RFC 3339 in UTC, without a fraction. https://pipedrive.readme.io/docs/pipedrive-api-v2-migration-guide */
export function rfc3339(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** An instant as v1 writes it: `YYYY-MM-DD HH:MM:SS` in UTC. */
export function sqlTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** A calendar day in UTC. */
export function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** A time of day in UTC, `HH:MM:SS`. */
export function timeOfDay(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

/** Reads RFC 3339 without a fraction of a second, the only form v2 takes; `null` where it is something else. */
export function parseRfc3339(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isFinite(at) ? at : null;
}

/** Milliseconds. */
export const DAY = 86_400_000;
