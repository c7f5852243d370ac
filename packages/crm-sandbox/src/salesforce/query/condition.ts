import type { QueryReader } from './reader.ts';
import type { Comparison, Condition, Literal, Operator } from './soql.ts';

/** Reads conditions up to where they end. AND and OR may be mixed only with parentheses, as SOQL demands. */
export function parseCondition(reader: QueryReader): Condition {
  const first = parseOne(reader);
  const word = ['AND', 'OR'].find((each) => reader.sees(each));
  if (word === undefined) return first;
  const parts = [first];
  while (reader.skip(word)) parts.push(parseOne(reader));
  if (reader.sees('AND') || reader.sees('OR')) throw reader.unexpected();
  return { kind: word === 'AND' ? 'all' : 'any', parts };
}

function parseOne(reader: QueryReader): Condition {
  if (reader.skip('NOT')) return { kind: 'not', part: parseOne(reader) };
  if (!reader.skip('(')) return parseComparison(reader);
  const inner = parseCondition(reader);
  reader.expect(')');
  return inner;
}

function parseComparison(reader: QueryReader): Comparison {
  const { text, at } = reader.name();
  const field = { name: text, at };
  const operator = readOperator(reader);
  if (operator !== 'IN' && operator !== 'NOT IN')
    return { kind: 'comparison', field, operator, values: [readLiteral(reader)] };
  reader.expect('(');
  const values = [readLiteral(reader)];
  while (reader.skip(',')) values.push(readLiteral(reader));
  reader.expect(')');
  return { kind: 'comparison', field, operator, values };
}

const SIGNS: Readonly<Record<string, Operator>> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

function readOperator(reader: QueryReader): Operator {
  if (reader.skip('LIKE')) return 'LIKE';
  if (reader.skip('IN')) return 'IN';
  if (reader.skip('NOT')) {
    reader.expect('IN');
    return 'NOT IN';
  }
  const operator = reader.next.kind === 'sign' ? SIGNS[reader.next.text] : undefined;
  if (operator === undefined) throw reader.unexpected();
  reader.take();
  return operator;
}

function readLiteral(reader: QueryReader): Literal {
  const { kind, text, at } = reader.next;
  if (kind === 'text' || kind === 'number' || kind === 'day' || kind === 'instant') {
    reader.take();
    return { kind, text, at };
  }
  for (const word of ['NULL', 'TRUE', 'FALSE'])
    if (reader.skip(word))
      return { kind: word === 'NULL' ? 'null' : 'boolean', text: word.toLowerCase(), at };
  throw reader.unexpected();
}
