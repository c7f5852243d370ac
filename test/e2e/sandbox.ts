import { type Sandbox, startSandbox } from '@tamis/crm-sandbox';
import { z } from 'zod';

const record = z.object({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) });
const statistics = z.object({ endpoints: z.record(z.string(), z.number()) });

/** Requests that change nothing in the account. */
const READING = /^GET |\/search$|batch\/read$|\/oauth\//;

/** A record as the sandbox holds it. */
export type CrmRow = z.infer<typeof record>;

type CrmObject = 'contacts' | 'tasks';

/** A HubSpot stand-in for one test, with what its control interface tells. */
export interface TestSandbox extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** Settings of `tamis` that point at it. */
  readonly env: Readonly<Record<string, string>>;
  contacts(): Promise<ReadonlyMap<string, CrmRow>>;
  tasks(): Promise<ReadonlyMap<string, CrmRow>>;
  /** A person adds a contact. */
  create(properties: Readonly<Record<string, string>>): Promise<void>;
  /** A contact fills a form in. */
  submit(id: string, form: string): Promise<void>;
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
    contacts: () => recordsOf(control, 'contacts'),
    tasks: () => recordsOf(control, 'tasks'),
    create: (properties) => act(`${control}/objects/contacts`, { properties }),
    submit: (id, form) => act(`${control}/objects/contacts/${id}/submissions`, { form }),
    async writes() {
      const { endpoints } = statistics.parse(await (await fetch(`${control}/stats`)).json());
      return Object.keys(endpoints).filter((endpoint) => !READING.test(endpoint));
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

async function act(url: string, what: object): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(what) });
  if (!answer.ok) throw new Error(await answer.text());
}

async function recordsOf(control: string, object: CrmObject): Promise<ReadonlyMap<string, CrmRow>> {
  const text = await (await fetch(`${control}/objects/${object}`)).text();
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => record.parse(JSON.parse(line))).map((one) => [one.id, one]));
}
