import type { Adapter, PullPage, PullRequest, VendorSettings } from '@tamis/adapter';
import { MemoryTokens } from '@tamis/adapter-conformance';
import { type Sandbox, type SeedProfile, startSandbox } from '@tamis/crm-sandbox';
import { z } from 'zod';
import { type ConnectionOptions, connect, never } from './connection.ts';

/** The instant at which the stand-in's clock begins to run. */
export const START = Date.UTC(2026, 10, 20, 12);

const issuedSchema = z.object({ accessToken: z.string(), refreshToken: z.string() });
const recordSchema = z.object({ id: z.string(), properties: z.record(z.string(), z.unknown()) });
type HeldRecord = z.infer<typeof recordSchema>;

/** A Salesforce stand-in, and adapters connected to it. */
export class StandIn {
  readonly #sandbox: Sandbox;
  readonly #opened: Adapter[] = [];

  private constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  static async start(contacts: number, profile: SeedProfile = 'bare'): Promise<StandIn> {
    const options = { vendor: 'salesforce', now: START - 3_600_000, contacts, profile, seed: 7 } as const;
    const standIn = new StandIn(await startSandbox(options));
    await standIn.control('POST', '/clock', { run: START });
    return standIn;
  }

  get url(): string {
    return this.#sandbox.url;
  }

  /** What the operator configures. */
  get settings(): VendorSettings {
    const { clientId, clientSecret } = this.#sandbox.credentials;
    return { apiUrl: this.url, oauthUrl: this.url, clientId, clientSecret };
  }

  /** The stand-in's control interface. */
  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const sent = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${this.url}/_sandbox${path}`, {
      method,
      ...(body === undefined ? {} : sent),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  /** What a person at the screen does to one record, or makes of it. */
  async person(method: string, path: string, body?: unknown): Promise<HeldRecord> {
    return recordSchema.parse(await this.control(method, `/objects/${path}`, body));
  }

  /** Tokens as the consent page gives them. */
  async tokens(): Promise<MemoryTokens> {
    const { accessToken, refreshToken } = issuedSchema.parse(await this.control('POST', '/tokens', {}));
    return new MemoryTokens({ accessToken, refreshToken, expiresAt: null, apiUrl: this.url });
  }

  /** An adapter whose clock runs with the stand-in's. */
  async open(options: ConnectionOptions = {}): Promise<Adapter> {
    const { settings } = this;
    const base = Date.now();
    const now = () => START + (Date.now() - base);
    const ports = { tokens: await this.tokens(), now, ...options.ports };
    const connection = connect({ commitLagMs: 1000, ...options, settings, ports });
    this.#opened.push(connection);
    return connection;
  }

  async close(): Promise<void> {
    await Promise.all(this.#opened.splice(0).map((connection) => connection.close()));
    await this.#sandbox.close();
  }
}

/** A pull read to its end. */
export async function pullAll(
  adapter: Adapter,
  request: Partial<PullRequest> = {},
  onPage: (page: PullPage, index: number) => Promise<unknown> = async () => undefined,
) {
  const pages: PullPage[] = [];
  const base = { object: 'Lead', fields: ['Email'], cursor: null, associations: [], signal: never };
  for await (const page of adapter.pull({ ...base, ...request })) {
    await onPage(page, pages.length);
    pages.push(page);
  }
  const last = pages.at(-1);
  if (last === undefined) throw new Error('a pull gives at least one page');
  const records = pages.flatMap((page) => page.records);
  return { pages, records, gone: pages.flatMap((page) => page.gone), cursor: last.cursor };
}
