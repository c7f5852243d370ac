/** An instant as HubSpot writes it: ISO 8601 in UTC, without a fraction where it is zero. */
export function isoInstant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** A calendar day as HubSpot writes it. */
export function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

export const DAY = 86_400_000;

/** Reads epoch milliseconds or ISO 8601; `null` where it is neither. */
export function parseInstant(text: string): number | null {
  const at = /^-?\d{1,16}$/.test(text)
    ? Number(text)
    : /^\d{4}-\d{2}-\d{2}/.test(text)
      ? Date.parse(text)
      : Number.NaN;
  return Number.isFinite(at) ? at : null;
}
