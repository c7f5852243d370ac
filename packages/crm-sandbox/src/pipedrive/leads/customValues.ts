import type { FieldDefinition } from '../fields/definition.ts';
import type { FieldRegistry } from '../fields/registry.ts';
import { checkCustom } from '../fields/value.ts';
import type { Json, Values } from '../records/record.ts';
import type { Settings } from '../settings.ts';

const CURRENCY = '_currency';

/** Reads custom values as v1 takes them, flat beside the attributes; throws the 400 for an unknown key or a wrong value. */
export function readFlatValues(
  fields: FieldRegistry,
  sent: Readonly<Record<string, unknown>>,
  currency: string,
): Record<string, Json> {
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(sent)) {
    const field = fields.get(key);
    const isCurrency =
      key.endsWith(CURRENCY) && fields.get(key.slice(0, -CURRENCY.length))?.type === 'monetary';
    if (isCurrency) continue;
    values[key] = field === undefined ? value : widened(field, value, sent[`${key}${CURRENCY}`] ?? currency);
  }
  return checkCustom(fields, values);
}

/** v1 also takes an option's id as text, a set as a list of them, and an amount beside its currency. */
function widened(field: FieldDefinition, value: unknown, currency: unknown): unknown {
  if (field.type === 'enum' && typeof value === 'string') return Number(value);
  if (field.type === 'set' && typeof value === 'string') return value.split(',').map(Number);
  if (field.type === 'monetary' && typeof value === 'number') return { value, currency };
  return value;
}

/** Custom values as v1 shows them: flat, and only those that are set. https://developers.pipedrive.com/docs/api/v1/Leads */
export function flatValues(
  fields: FieldRegistry,
  custom: Values,
  { unknowns }: Settings,
): Record<string, Json> {
  const shown: Record<string, Json> = {};
  for (const [code, value] of Object.entries(custom)) {
    const field = fields.get(code);
    if (field === undefined || value === null) continue;
    if (field.type === 'enum') shown[code] = unknowns.leadOptions === 'text' ? String(value) : value;
    else if (field.type === 'set' && Array.isArray(value)) shown[code] = value.join(',');
    else if (field.type === 'monetary') Object.assign(shown, flatAmount(code, value));
    else shown[code] = value;
  }
  return shown;
}

function flatAmount(code: string, amount: Json): Values {
  if (typeof amount !== 'object' || amount === null || !('currency' in amount)) return {};
  return { [code]: amount.value ?? null, [`${code}${CURRENCY}`]: amount.currency ?? null };
}
