import { badRequest } from '../errors.ts';
import { parseCondition } from './condition.ts';
import { QueryReader } from './reader.ts';
import type { FieldName, OrderTerm, Soql } from './soql.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_limits.htm */
const LONGEST_QUERY = 100_000;
const MOST_OFFSET = 2000;

/** Reads a query; throws MALFORMED_QUERY for what is no SOQL, and for those parts of it that the stand-in does not have. */
export function parseQuery(text: string): Soql {
  if (text.length > LONGEST_QUERY)
    throw badRequest(
      'QUERY_TOO_COMPLICATED',
      `SOQL statements cannot be longer than ${LONGEST_QUERY} characters`,
    );
  const reader = new QueryReader(text);
  reader.expect('SELECT');
  const select = readSelect(reader);
  reader.expect('FROM');
  const from = fieldName(reader);
  const where = reader.skip('WHERE') ? parseCondition(reader) : null;
  const order = readOrder(reader);
  const limit = reader.skip('LIMIT') ? reader.whole() : null;
  const offset = reader.skip('OFFSET') ? reader.whole() : 0;
  if (reader.next.kind !== 'end') throw reader.unexpected();
  if (offset > MOST_OFFSET)
    throw badRequest('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MOST_OFFSET}`);
  return { text, select, from, where, order, limit, offset };
}

/** The condition of a validation rule, which has no query around it. */
export function parseFormula(text: string): NonNullable<Soql['where']> {
  const reader = new QueryReader(text);
  const condition = parseCondition(reader);
  if (reader.next.kind !== 'end') throw reader.unexpected();
  return condition;
}

function readSelect(reader: QueryReader): readonly FieldName[] | 'count' {
  const fields = [fieldName(reader)];
  if (fields[0]?.name.toUpperCase() === 'COUNT' && reader.skip('(')) {
    reader.expect(')');
    return 'count';
  }
  while (reader.skip(',')) fields.push(fieldName(reader));
  const names = fields.map(({ name }) => name.toLowerCase());
  const twice = fields.find(({ name }, at) => names.indexOf(name.toLowerCase()) < at);
  if (twice !== undefined) throw badRequest('MALFORMED_QUERY', `duplicate field selected: ${twice.name}`);
  return fields;
}

function readOrder(reader: QueryReader): OrderTerm[] {
  if (!reader.skip('ORDER')) return [];
  reader.expect('BY');
  const terms = [readTerm(reader)];
  while (reader.skip(',')) terms.push(readTerm(reader));
  return terms;
}

/** Nulls come first unless the query says otherwise, whatever the direction. */
function readTerm(reader: QueryReader): OrderTerm {
  const field = fieldName(reader);
  const descending = reader.skip('DESC');
  if (!descending) reader.skip('ASC');
  if (!reader.skip('NULLS')) return { field, descending, nulls: 'first' };
  if (reader.skip('LAST')) return { field, descending, nulls: 'last' };
  reader.expect('FIRST');
  return { field, descending, nulls: 'first' };
}

function fieldName(reader: QueryReader): FieldName {
  const { text, at } = reader.name();
  return { name: text, at };
}
