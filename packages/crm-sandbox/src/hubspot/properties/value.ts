import { DAY, isoDay, isoInstant, parseInstant } from '../time.ts';
import type { PropertyDefinition } from './definition.ts';

/** Why a value was not accepted, in HubSpot's words. */
export interface ValueProblem {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/** What a client may send as a value. */
export type SentValue = string | number | boolean | null;

export type CheckedValue = { readonly value: string | null } | { readonly problem: ValueProblem };

/** Longest text a property holds: https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide */
const LONGEST_TEXT = 65_536;

const EMAIL =
  /^[^\s@,;:<>()[\]"\\]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.[a-z]{2,}$/i;

/** Brings a value into the form HubSpot stores, or says why not. `''` and `null` clear. */
export function checkValue(property: PropertyDefinition, sent: SentValue): CheckedValue {
  const text = sent === null ? '' : String(sent);
  if (text.trim() === '') return { value: null };
  if (property.name === 'email') return checkEmail(property, text.trim());
  return CHECKS[property.type](property, text);
}

const CHECKS: Readonly<
  Record<PropertyDefinition['type'], (property: PropertyDefinition, text: string) => CheckedValue>
> = {
  string: checkText,
  phone_number: checkText,
  number: (property, text) => {
    if (Number.isFinite(Number(text))) return { value: text.trim() };
    return problem(property, 'INVALID_INTEGER', `${text} was not a valid number.`);
  },
  bool: (property, text) => {
    const value = text.toLowerCase();
    if (value === 'true' || value === 'false') return { value };
    return problem(property, 'INVALID_OPTION', `${text} was not one of the allowed options: [true, false]`);
  },
  date: checkDay,
  datetime: (property, text) => {
    const at = parseInstant(text);
    if (at !== null) return { value: isoInstant(at) };
    return problem(property, 'INVALID_DATE', `${text} was not a valid datetime.`);
  },
  enumeration: checkChoices,
};

function checkText(property: PropertyDefinition, text: string): CheckedValue {
  if (text.length <= LONGEST_TEXT) return { value: text };
  return problem(property, 'PROPERTY_VALUE_TOO_LONG', `Value is longer than ${LONGEST_TEXT} characters.`);
}

function checkEmail(property: PropertyDefinition, text: string): CheckedValue {
  if (EMAIL.test(text)) return { value: text.toLowerCase() };
  return problem(property, 'INVALID_EMAIL', `Email address ${text} is invalid`);
}

/** Dates are whole days; epoch milliseconds must be midnight UTC. */
function checkDay(property: PropertyDefinition, text: string): CheckedValue {
  const at = parseInstant(text);
  if (at === null) return problem(property, 'INVALID_DATE', `${text} was not a valid date.`);
  if (at % DAY === 0) return { value: isoDay(at) };
  return problem(property, 'INVALID_DATE', `${text} is at ${isoInstant(at)} and not at midnight UTC.`);
}

function checkChoices(property: PropertyDefinition, text: string): CheckedValue {
  if (property.externalOptions) return { value: text };
  const allowed = new Set(property.options.map(({ value }) => value));
  const chosen = property.fieldType === 'checkbox' ? text.split(';').filter((part) => part !== '') : [text];
  const unknown = chosen.find((value) => !allowed.has(value));
  if (unknown === undefined) return { value: text };
  const options = property.options.map(({ value }) => value).join(', ');
  return problem(property, 'INVALID_OPTION', `${unknown} was not one of the allowed options: [${options}]`);
}

function problem(property: PropertyDefinition, code: string, message: string): CheckedValue {
  return { problem: { name: property.name, code, message } };
}
