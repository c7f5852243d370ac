import { type Sandbox, startSandbox } from '@tamis/crm-sandbox';
import { z } from 'zod';

const record = z.object({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) });
const statistics = z.object({ endpoints: z.record(z.string(), z.number()) });

/** Requests that change nothing in the account. */
const READING = /^GET |\/search$|batch\/read$|\/oauth\//;

/** A contact as the sandbox holds it. */
export type Contact = z.infer<typeof record>;

/** A HubSpot stand-in for one test, with what its control interface tells. */
export interface TestSandbox extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** Settings of `tamis` that point at it. */
  readonly env: Readonly<Record<string, string>>;
  contacts(): Promise<ReadonlyMap<string, Contact>>;
  /** Requests other than reading since the start, by endpoint. */
  writes(): Promise<readonly string[]>;
}

/** Starts a {@link TestSandbox} with generated contacts. */
export async function openSandbox(contacts: number): Promise<TestSandbox> {
  const sandbox = await startSandbox({ contacts });
  const control = `${sandbox.url}/_sandbox`;
  return {
    sandbox,
    env: {
      HUBSPOT_API_URL: sandbox.url,
      HUBSPOT_OAUTH_URL: sandbox.url,
      HUBSPOT_CLIENT_ID: sandbox.credentials.clientId,
      HUBSPOT_CLIENT_SECRET: sandbox.credentials.clientSecret,
    },
    async contacts() {
      const text = await (await fetch(`${control}/objects/contacts`)).text();
      const lines = text.split('\n').filter((line) => line !== '');
      return new Map(lines.map((line) => record.parse(JSON.parse(line))).map((one) => [one.id, one]));
    },
    async writes() {
      const { endpoints } = statistics.parse(await (await fetch(`${control}/stats`)).json());
      return Object.keys(endpoints).filter((endpoint) => !READING.test(endpoint));
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}
