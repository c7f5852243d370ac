import type { Adapter } from '@tamis/adapter';
import { type Sandbox, startSandbox } from '@tamis/crm-sandbox';
import { type ConnectionOptions, connect, privateToken } from './connection.ts';

/** The instant at which the stand-in's clock begins to run. */
export const START = Date.UTC(2026, 10, 20, 12);

/** A HubSpot stand-in with 1,000 contacts, and adapters connected to it. */
export class StandIn {
  readonly #sandbox: Sandbox;
  readonly #opened: Adapter[] = [];

  private constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  static async start(): Promise<StandIn> {
    const options = { now: START - 3_600_000, contacts: 1000, profile: 'bare', seed: 7 } as const;
    const standIn = new StandIn(await startSandbox(options));
    await standIn.control('POST', '/clock', { run: START });
    return standIn;
  }

  get token(): string {
    return this.#sandbox.credentials.accessToken;
  }

  get url(): string {
    return this.#sandbox.url;
  }

  /** The stand-in's control interface. */
  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/_sandbox${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  /** An adapter on the private app's token; its clock runs with the stand-in's. */
  open(options: ConnectionOptions = {}): Adapter {
    const { credentials } = this.#sandbox;
    const settings = {
      apiUrl: this.url,
      oauthUrl: this.url,
      clientId: credentials.clientId,
      clientSecret: credentials.clientSecret,
    };
    const base = Date.now();
    const now = () => START + (Date.now() - base);
    const tokens = privateToken(credentials.accessToken);
    const connection = connect({ settings, tokens, now, indexLagMs: 1000, ...options });
    this.#opened.push(connection);
    return connection;
  }

  async close(): Promise<void> {
    await Promise.all(this.#opened.splice(0).map((connection) => connection.close()));
    await this.#sandbox.close();
  }
}
