import type { Adapter, TokenSet } from '@tamis/adapter';
import { MemoryTokens } from '@tamis/adapter-conformance';
import { type Sandbox, startSandbox } from '@tamis/crm-sandbox';
import { type ConnectionOptions, connect, MemoryNames } from './connection.ts';

/** The instant at which the stand-in's clock begins to run. */
export const START = Date.UTC(2026, 10, 20, 12);

/** A record as the stand-in holds it. */
export interface Held {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A Pipedrive stand-in with 200 believable people, and adapters connected to it by OAuth. */
export class StandIn {
  readonly #sandbox: Sandbox;
  readonly #opened: Adapter[] = [];
  readonly names = new MemoryNames();

  private constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  static async start(): Promise<StandIn> {
    const sandbox = await startSandbox({
      vendor: 'pipedrive',
      now: START - 3_600_000,
      contacts: 200,
      seed: 7,
    });
    const standIn = new StandIn(sandbox);
    await standIn.control('POST', '/clock', { run: START });
    return standIn;
  }

  get url(): string {
    return this.#sandbox.url;
  }

  /** The stand-in's control interface. */
  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const text = await this.#ask(method, path, body);
    return text === '' ? null : JSON.parse(text);
  }

  /** Every live record of an object. */
  async held(object: string): Promise<readonly Held[]> {
    const text = await this.#ask('GET', `/objects/${object}`);
    const lines = text.split('\n').filter(Boolean);
    return lines.map((line): Held => JSON.parse(line));
  }

  async tokens(): Promise<MemoryTokens> {
    const issued = (await this.control('POST', '/tokens', {})) as TokenSet;
    const { accessToken, refreshToken } = issued;
    return new MemoryTokens({ accessToken, refreshToken, expiresAt: START + 86_400_000, apiUrl: this.url });
  }

  /** An adapter whose clock runs with the stand-in's. */
  async open(options: ConnectionOptions = {}): Promise<Adapter> {
    const { clientId, clientSecret } = this.#sandbox.credentials;
    const settings = { apiUrl: this.url, oauthUrl: this.url, clientId, clientSecret };
    const base = Date.now();
    const now = () => START + (Date.now() - base);
    const tokens = await this.tokens();
    const connection = connect({ settings, tokens, names: this.names, now, lagMs: 1000, ...options });
    this.#opened.push(connection);
    return connection;
  }

  async close(): Promise<void> {
    await Promise.all(this.#opened.splice(0).map((connection) => connection.close()));
    await this.#sandbox.close();
  }

  async #ask(method: string, path: string, body?: unknown): Promise<string> {
    const sent = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${this.url}/_sandbox${path}`, {
      method,
      ...(body === undefined ? {} : sent),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return text;
  }
}
