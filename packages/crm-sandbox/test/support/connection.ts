import { afterEach } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes; what they find is asserted
export type Json = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Json;
}

export interface Connection {
  readonly sandbox: Sandbox;
  /** A call to the vendor's API with the private app's token, or another one. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<Answer>;
  /** A call to the control interface; throws where it is refused. */
  control(method: string, path: string, body?: unknown): Promise<Json>;
  /** Posts a form, as to the token endpoint. */
  form(path: string, fields: Record<string, string>): Promise<Answer>;
}

const open: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

/** Starts a sandbox that ends with the test. */
export async function connect(options: SandboxOptions = {}): Promise<Connection> {
  const sandbox = await startSandbox(options);
  open.push(sandbox);
  const send = (method: string, path: string, init: RequestInit) =>
    request(`${sandbox.url}${path}`, { method, ...init });
  return {
    sandbox,
    call: (method, path, body, token = sandbox.credentials.accessToken) =>
      send(method, path, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    control: async (method, path, body) => {
      const answer = await send(
        method,
        `/_sandbox${path}`,
        body === undefined ? {} : { body: JSON.stringify(body) },
      );
      if (answer.status >= 400)
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.json)}`);
      return answer.json;
    },
    form: (path, fields) => send('POST', path, { body: new URLSearchParams(fields) }),
  };
}

async function request(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : text };
}

/** Makes contacts and returns their ids, in the order of their properties. */
export async function makeContacts(connection: Connection, properties: readonly object[]): Promise<string[]> {
  const ids: string[] = [];
  for (const each of properties) {
    const made = await connection.control('POST', '/objects/contacts', { properties: each });
    ids.push(made.id);
  }
  return ids;
}
