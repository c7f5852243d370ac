import { type SandboxProcess, startSandboxProcess } from '@tamis/sync';
import { z } from 'zod';

const contactSchema = z.object({
  id: z.string(),
  state: z.enum(['live', 'archived', 'merged']),
  createdAt: z.number(),
  properties: z.record(z.string(), z.string()),
});

/** A contact as the CRM holds it: only properties that have a value. */
export type Contact = z.infer<typeof contactSchema>;

/** What a sandbox of a test holds at its start. */
export interface Filling {
  readonly contacts: number;
  /** ISO; the same contacts for the same time. */
  readonly now?: string;
  readonly profile?: 'believable' | 'bare';
}

const statisticsSchema = z.object({ requests: z.number() });

const strikesSchema = z.array(z.object({ struck: z.number() }));

/** A fault of the sandbox: see its README. */
export type Fault = Readonly<Record<string, unknown>>;

/** The CRM of one test, in a process of its own, with everything that a person or bad luck can do to it. */
export class Crm implements AsyncDisposable {
  /** OAuth tokens it gave out through {@link Crm.issueTokens}. */
  readonly issued: { readonly accessToken: string; readonly refreshToken: string }[] = [];
  readonly #process: SandboxProcess;

  constructor(process: SandboxProcess) {
    this.#process = process;
  }

  static async start(filling: Filling): Promise<Crm> {
    const crm = new Crm(await startSandboxProcess({ crm: 'hubspot', seed: 7, ...filling }));
    // Narrow windows would make the tests wait; the limits have tests of their own.
    const wide = { max: 100_000, widthMs: 10_000 };
    await crm.set({ limits: { privateApp: wide, oauthApp: wide, search: { max: 100_000, widthMs: 1000 } } });
    return crm;
  }

  get ready(): SandboxProcess['ready'] {
    return this.#process.ready;
  }

  set(settings: object): Promise<unknown> {
    return this.#ask('PATCH', '/settings', settings);
  }

  advance(advanceMs: number): Promise<unknown> {
    return this.#ask('POST', '/clock', { advanceMs });
  }

  strike(faults: readonly Fault[]): Promise<unknown> {
    return this.#ask('PUT', '/faults', faults);
  }

  /** How often each fault struck: a test whose fault never struck would show nothing. */
  async strikes(): Promise<readonly number[]> {
    return strikesSchema.parse(await this.#ask('GET', '/faults')).map(({ struck }) => struck);
  }

  contacts(): Promise<readonly Contact[]> {
    return this.#records('contacts');
  }

  async contact(id: string): Promise<Contact> {
    return contactSchema.parse(await this.#ask('GET', `/objects/contacts/${id}`));
  }

  /** Tasks that are there, by whomever. */
  tasks(): Promise<readonly Contact[]> {
    return this.#records('tasks');
  }

  async liveContacts(): Promise<readonly Contact[]> {
    return (await this.contacts()).filter(({ state }) => state === 'live');
  }

  /** A contact fills a form in. */
  submit(id: string, form: string): Promise<unknown> {
    return this.#ask('POST', `/objects/contacts/${id}/submissions`, { form });
  }

  /** Requests of clients since the start, whatever became of them. */
  async requests(): Promise<number> {
    return statisticsSchema.parse(await this.#ask('GET', '/stats')).requests;
  }

  edit(id: string, properties: Readonly<Record<string, string>>): Promise<unknown> {
    return this.#ask('PATCH', `/objects/contacts/${id}`, { properties });
  }

  async create(properties: Readonly<Record<string, string>>): Promise<string> {
    return contactSchema.parse(await this.#ask('POST', '/objects/contacts', { properties })).id;
  }

  async delete(id: string): Promise<void> {
    await this.#fetch('DELETE', `/objects/contacts/${id}`);
  }

  /** Answers with the id of the survivor. */
  async merge(primaryId: string, loserId: string): Promise<string> {
    const survivor = await this.#ask('POST', '/objects/contacts/merge', { primaryId, loserId });
    return contactSchema.parse(survivor).id;
  }

  /** Modifies the contacts, or all of them, in one and the same millisecond. */
  modify(
    properties: Readonly<Record<string, string>>,
    which: { readonly ids?: readonly string[] } = {},
  ): Promise<unknown> {
    return this.#ask('POST', '/objects/contacts/modify', { ...which, properties });
  }

  seed(filling: Filling & { readonly seed: number }): Promise<unknown> {
    return this.#ask('POST', '/seed', filling);
  }

  /** OAuth tokens as a person's consent would give them. */
  async issueTokens(): Promise<{ accessToken: string; refreshToken: string }> {
    const issued = await this.#ask('POST', '/tokens', {});
    const tokens = z.object({ accessToken: z.string(), refreshToken: z.string() }).parse(issued);
    this.issued.push(tokens);
    return tokens;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }

  async #records(object: string): Promise<readonly Contact[]> {
    const answer = await this.#fetch('GET', `/objects/${object}?state=all`);
    const lines = (await answer.text()).split('\n').filter((line) => line !== '');
    return lines.map((line) => withCreation(contactSchema.parse(JSON.parse(line))));
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    return (await this.#fetch(method, path, body)).json();
  }

  async #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${this.ready.url}/_sandbox${path}`, { method, ...sent });
    if (!answer.ok)
      throw new Error(`${method} ${path} of the sandbox: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

/** The API shows the instant of creation among the properties. */
function withCreation(contact: Contact): Contact {
  const createdate = new Date(contact.createdAt).toISOString();
  return { ...contact, properties: { createdate, ...contact.properties } };
}
