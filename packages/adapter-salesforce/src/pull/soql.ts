import type { Instant } from '@tamis/adapter';
import type { SalesforceObject } from '../objects.ts';

/** What a query asks beside its fields. */
export interface Question {
  /** Conditions that all hold. */
  readonly where: readonly string[];
  readonly order: string;
  /** Absent in a query of the Bulk API, which brings everything. */
  readonly limit?: number;
}

/** A text as a SOQL literal: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A list of texts as a SOQL literal. */
export function listed(texts: readonly string[]): string {
  return `(${texts.map(quoted).join(',')})`;
}

/** An instant as a SOQL literal; it is not quoted. */
export function moment(at: Instant): string {
  return new Date(at).toISOString();
}

/** Conditions for rows beyond an id; none for the empty one. */
export function beyond(id: string): readonly string[] {
  return id === '' ? [] : [`Id > ${quoted(id)}`];
}

/** A whole query. */
export function select(fields: readonly string[], from: string, { where, order, limit }: Question): string {
  const conditions = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  const most = limit === undefined ? '' : ` LIMIT ${limit}`;
  return `SELECT ${fields.join(',')} FROM ${from}${conditions} ORDER BY ${order}${most}`;
}

/** What is read of every row of an object, whatever was asked for. */
export function columnsOf(object: SalesforceObject, fields: readonly string[]): readonly string[] {
  return [
    ...new Set([
      'Id',
      'CreatedDate',
      'SystemModstamp',
      'IsDeleted',
      ...(object.mergeable ? ['MasterRecordId'] : []),
      ...(object.convertible ? ['IsConverted', 'ConvertedContactId'] : []),
      ...Object.values(object.links),
      ...fields,
    ]),
  ];
}
