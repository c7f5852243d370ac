import { badRequest, type Refused } from '../errors.ts';

/** The error of a query that cannot be read, with the place marked as Salesforce marks it. */
export function malformed(query: string, at: number, message: string): Refused {
  return badRequest('MALFORMED_QUERY', `${marked(query, at)}${message}`);
}

/** The error of a query that names what is not there, or filters by what it cannot. */
export function invalidField(query: string, at: number, message: string): Refused {
  return badRequest('INVALID_FIELD', `${marked(query, at)}${message}`);
}

function marked(query: string, at: number): string {
  const excerpt = query.slice(Math.max(0, at - 30), at + 30).replace(/\s/g, ' ');
  return `\n${excerpt}\n${' '.repeat(Math.min(30, at))}^\nERROR at Row:1:Column:${at + 1}\n`;
}
