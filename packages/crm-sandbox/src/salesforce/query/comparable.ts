import { badRequest } from '../errors.ts';
import { isId, shortId } from '../ids.ts';
import type { Field } from '../objects/field.ts';
import { isNumeric } from '../records/typed.ts';
import { instantOf, instantText } from '../time.ts';
import { invalidField } from './malformed.ts';
import type { Literal } from './soql.ts';

/** What values are compared as; `null` where there is none. */
export type Comparable = string | number | null;

/** A kept text as it is compared: numbers as numbers, ids by 15 characters, texts in lower case. */
export function comparable(field: Field, text: string | null): Comparable {
  if (field.type === 'boolean') return text === 'true' ? 'true' : 'false';
  if (text === null || text === '') return null;
  if (isNumeric(field)) return Number(text);
  if (field.type === 'id' || field.type === 'reference') return shortId(text);
  return text.toLowerCase();
}

/** A value of a query as it is compared with the field; throws where a field of this type cannot be compared with it. */
export function comparableLiteral(field: Field, literal: Literal, query: string): Comparable {
  if (literal.kind === 'null') return null;
  if (literal.kind !== literalOf(field)) throw wrongLiteral(field, literal, query);
  if (field.type === 'id' || field.type === 'reference') return comparableId(literal.text);
  if (literal.kind === 'number') return Number(literal.text);
  if (literal.kind === 'instant') return instantText(instantOf(literal.text) ?? 0).toLowerCase();
  return literal.text.toLowerCase();
}

const LITERALS: Readonly<Record<string, Literal['kind']>> = {
  boolean: 'boolean',
  date: 'day',
  datetime: 'instant',
};

/** What a value for a field must be written as. */
function literalOf(field: Field): Literal['kind'] {
  return LITERALS[field.type] ?? (isNumeric(field) ? 'number' : 'text');
}

function wrongLiteral(field: Field, literal: Literal, query: string) {
  const type = field.type === 'datetime' ? 'dateTime' : field.type === 'reference' ? 'id' : field.type;
  const quotes = literalOf(field) === 'text' ? '' : 'not ';
  return invalidField(
    query,
    literal.at,
    `value of filter criterion for field '${field.name}' must be of type ${type} and should ${quotes}be enclosed in quotes`,
  );
}

/** The empty text is no id, and fits no record. */
function comparableId(text: string): string {
  if (text !== '' && !isId(text))
    throw badRequest('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`);
  return shortId(text);
}
