/** An instant as Salesforce writes it in JSON: `2026-11-01T12:00:00.000+0000`. Such texts sort as the instants do. */
export function instantText(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

/** Epoch milliseconds of an ISO 8601 instant with a time zone; `null` where the text is none. */
export function instantOf(text: string): number | null {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;
  if (!form.test(text)) return null;
  const at = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(at) ? null : at;
}

/** A calendar day, `2026-11-01`. */
export function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Whether a text is a calendar day that exists. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && dayText(at) === text;
}
