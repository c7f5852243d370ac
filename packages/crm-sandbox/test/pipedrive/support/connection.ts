import type { SandboxOptions } from '../../../src/index.ts';
import { type Answer, type Connection, connect, type Json } from '../../support/connection.ts';

/** A stand-in of Pipedrive that ends with the test. */
export interface PipedriveConnection extends Connection {
  /** A call with the API token. */
  api(method: string, path: string, body?: unknown): Promise<Answer>;
  /** A call with an OAuth access token. */
  bearer(token: string, method: string, path: string, body?: unknown): Promise<Answer>;
  /** A form with the app's credentials. */
  post(path: string, fields: Record<string, string>): Promise<Answer>;
  /** All records of an object as a person sees them. */
  dump(object: string, query?: string): Promise<Json[]>;
}

export async function connectPipedrive(
  options: Omit<SandboxOptions, 'vendor'> = {},
): Promise<PipedriveConnection> {
  const connection = await connect({ ...options, vendor: 'pipedrive' });
  const { url, credentials } = connection.sandbox;
  const { clientId, clientSecret, accessToken } = credentials;
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  return {
    ...connection,
    api: (method, path, body) =>
      json(`${url}${path}`, { method, body, headers: { 'x-api-token': accessToken } }),
    bearer: (token, method, path, body) =>
      json(`${url}${path}`, { method, body, headers: { authorization: `Bearer ${token}` } }),
    post: async (path, fields) =>
      read(
        await fetch(`${url}${path}`, {
          method: 'POST',
          headers: { authorization: basic },
          body: new URLSearchParams(fields),
          redirect: 'manual',
        }),
      ),
    dump: async (object, query = '') => {
      const text = await (await fetch(`${url}/_sandbox/objects/${object}${query}`)).text();
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    },
  };
}

async function json(
  url: string,
  { method, body, headers }: { method: string; body: unknown; headers: Record<string, string> },
): Promise<Answer> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return read(
    await fetch(url, { method, headers: { ...headers, 'content-type': 'application/json' }, ...sent }),
  );
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : text };
}

/** Makes a record as a person does; its id as the API gives it. */
export async function make(connection: Connection, object: string, properties: object): Promise<number> {
  const { id } = await connection.control('POST', `/objects/${object}`, { properties });
  return object === 'leads' ? id : Number(id);
}

/** Makes a custom field over the API; its key. */
export async function makeField(
  connection: PipedriveConnection,
  fields: string,
  field: { field_name: string; field_type: string; options?: { label: string }[] },
): Promise<Json> {
  const { json: answer, status } = await connection.api('POST', `/api/v2/${fields}`, field);
  if (status !== 200) throw new Error(`${fields}: ${status} ${JSON.stringify(answer)}`);
  return answer.data;
}

/** Reads every page of a v2 list, or those from a cursor on. */
export async function readAll(
  connection: PipedriveConnection,
  path: string,
  from: string | null = null,
): Promise<Json[]> {
  const found: Json[] = [];
  let cursor = from;
  do {
    const next: string = cursor === null ? path : `${path}&cursor=${cursor}`;
    const { json: page, status } = await connection.api('GET', next);
    if (status !== 200) throw new Error(`${next}: ${status} ${JSON.stringify(page)}`);
    found.push(...page.data);
    cursor = page.additional_data.next_cursor;
  } while (cursor !== null);
  return found;
}
