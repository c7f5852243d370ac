import type { SandboxOptions } from '../../../src/index.ts';
import { type Answer, type Connection, connect, type Json } from '../../support/connection.ts';

const DATA = '/services/data/v66.0';

/** A connection to a Salesforce stand-in, with the calls that most tests make. */
export interface OrgConnection extends Connection {
  /** A call below `/services/data/v66.0`. */
  data(method: string, path: string, body?: unknown, token?: string): Promise<Answer>;
  query(soql: string): Promise<Answer>;
  /** Records of a query that must succeed. */
  rows(soql: string): Promise<Json[]>;
  /** `PATCH /composite/sobjects` of one object; the rows of the answer. */
  update(type: string, records: readonly object[], allOrNone?: boolean): Promise<Json[]>;
  /** A record as a person makes it; its id. */
  make(object: string, properties: object): Promise<string>;
}

/** Starts a Salesforce stand-in that ends with the test. */
export async function connectOrg(options: SandboxOptions = {}): Promise<OrgConnection> {
  const connection = await connect({ ...options, vendor: 'salesforce' });
  const data: OrgConnection['data'] = (method, path, ...rest) =>
    connection.call(method, `${DATA}${path}`, ...rest);
  const query = (soql: string) => data('GET', `/query?q=${encodeURIComponent(soql)}`);
  return {
    ...connection,
    data,
    query,
    rows: async (soql) => {
      const { status, json } = await query(soql);
      if (status !== 200) throw new Error(`${soql}: ${JSON.stringify(json)}`);
      return json.records;
    },
    update: async (type, records, allOrNone = false) => {
      const body = { allOrNone, records: records.map((record) => ({ attributes: { type }, ...record })) };
      return (await data('PATCH', '/composite/sobjects', body)).json;
    },
    make: async (object, properties) =>
      (await connection.control('POST', `/objects/${object}`, { properties })).id,
  };
}

/** A lead that has what Salesforce demands, and more. */
export function lead(more: object = {}): object {
  return { LastName: 'Lovelace', Company: 'Acme', ...more };
}
