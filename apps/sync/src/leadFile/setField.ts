import { type Lead, leadFields } from '@tamis/core';

/** Sets a lead field from the text of a CSV cell; an empty cell leaves it missing. Returns what is wrong with the text, or `null`. */
export function setField(lead: Lead, path: string, text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const value = parseText(path, trimmed);
  if (value === undefined) return `"${trimmed}" is not a ${leadFields.get(path)} (${path})`;
  const dot = path.indexOf('.');
  const group = lead[path.slice(0, dot) as keyof Lead];
  if (typeof group === 'object' && group !== null) Object.assign(group, { [path.slice(dot + 1)]: value });
  return null;
}

function parseText(path: string, text: string): string | number | boolean | undefined {
  switch (leadFields.get(path)) {
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : undefined;
    case 'instant':
      return Number.isNaN(Date.parse(text)) ? undefined : Date.parse(text);
    default:
      return text;
  }
}
