import type { SentValue } from '../body.ts';
import { RecordProblem } from '../errors.ts';
import { isId, shortId } from '../ids.ts';
import type { Field } from '../objects/field.ts';
import { instantOf, instantText, isDay } from '../time.ts';
import { isNumeric } from './typed.ts';

/**
 * The text to keep for what was sent for a field, `null` for none. Throws the {@link RecordProblem} that Salesforce reports:
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_calls_concepts_core_data_objects.htm
 */
export function acceptValue(field: Field, sent: SentValue): string | null {
  if (sent === null || sent === '') return null;
  if (field.type === 'boolean') return acceptBoolean(field, sent);
  if (isNumeric(field)) return acceptNumber(field, sent);
  const text = String(sent);
  switch (field.type) {
    case 'date':
      return isDay(text.slice(0, 10)) ? text.slice(0, 10) : wrongType(field, text);
    case 'datetime':
      return acceptInstant(field, text);
    case 'reference':
      return isId(text) ? text : badId(field, text);
    case 'picklist':
      return acceptChoice(field, text);
    default:
      return acceptText(field, text.trim());
  }
}

function acceptBoolean(field: Field, sent: SentValue): string {
  const text = String(sent).toLowerCase();
  return text === 'true' || text === 'false' ? text : wrongType(field, text);
}

function acceptNumber(field: Field, sent: SentValue): string {
  const number = typeof sent === 'boolean' ? Number.NaN : Number(sent);
  if (!Number.isFinite(number)) return wrongType(field, String(sent));
  if (Math.abs(number) >= 10 ** (field.precision - field.scale))
    throw new RecordProblem(
      'NUMBER_OUTSIDE_VALID_RANGE',
      `${field.label}: value outside of valid range on numeric field: ${number}`,
      [field.name],
    );
  return String(Number(number.toFixed(field.scale)));
}

function acceptInstant(field: Field, text: string): string {
  const at = isDay(text) ? Date.parse(`${text}T00:00:00Z`) : instantOf(text);
  return at === null ? wrongType(field, text) : instantText(at);
}

function acceptChoice(field: Field, text: string): string {
  const known = field.picklistValues.some(({ value, active }) => active && value === text);
  if (field.restrictedPicklist && !known)
    throw new RecordProblem(
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field.label}: bad value for restricted picklist field: ${text}`,
      [field.name],
    );
  return acceptText(field, text);
}

const ADDRESS = /^[^\s@,;]+@[^\s@.]+(\.[^\s@.]+)+$/;

function acceptText(field: Field, text: string): string {
  if (field.length > 0 && text.length > field.length)
    throw new RecordProblem(
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${text} (max length=${field.length})`,
      [field.name],
    );
  if (field.type === 'email' && (!ADDRESS.test(text) || text.includes('..')))
    throw new RecordProblem('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`, [
      field.name,
    ]);
  return text;
}

function wrongType(field: Field, text: string): never {
  throw new RecordProblem(
    'INVALID_TYPE_ON_FIELD_IN_RECORD',
    `${field.label}: value not of required type: ${text}`,
    [field.name],
  );
}

function badId(field: Field, text: string): never {
  throw new RecordProblem('MALFORMED_ID', `${field.label}: id value of incorrect type: ${shortId(text)}`, [
    field.name,
  ]);
}
