import type { Sandbox } from '@tamis/crm-sandbox';
import { z } from 'zod';

/** The CRM does not do what was asked; a person would be told so at the screen. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** A record as the control interfaces dump it. */
const dumpedSchema = z.object({
  id: z.string(),
  state: z.enum(['live', 'archived', 'deleted', 'merged', 'converted']),
  updatedAt: z.number(),
  properties: z.record(z.string(), z.unknown()),
  mergedInto: z.string().optional(),
});

/** See {@link dumpedSchema}. */
export type Dumped = z.infer<typeof dumpedSchema>;

/** Asks one sandbox: below `/_sandbox` as a person at the screen, elsewhere as another client of the vendor's API. */
export class SandboxDoor {
  readonly url: string;
  /** Of another client than the product. */
  #client: string | undefined;

  constructor({ url }: Pick<Sandbox, 'url'>) {
    this.url = url;
  }

  /** As a person: throws {@link Refused} with the CRM's words. */
  async person(method: string, path: string, body?: object): Promise<Dumped> {
    return dumpedSchema.parse(await this.control(method, path, body));
  }

  /** Deletes as a person. */
  async remove(path: string): Promise<void> {
    await this.#fetch('DELETE', `/_sandbox${path}`);
  }

  /** Takes a record out of the recycle bin as a person. */
  async restore({ object, id }: { object: string; id: string }): Promise<void> {
    await this.control('POST', `/objects/${object}/${id}/restore`);
  }

  /** Any call of the control interface. */
  async control(method: string, path: string, body?: object): Promise<unknown> {
    return JSON.parse((await this.#fetch(method, `/_sandbox${path}`, { body })) || 'null');
  }

  /** As another client of the vendor's API. */
  async client(method: string, path: string, body?: object): Promise<unknown> {
    this.#client ??= await this.token();
    const authorization = `Bearer ${this.#client}`;
    return JSON.parse((await this.#fetch(method, path, { body, authorization })) || 'null');
  }

  /** A new access token. */
  async token(): Promise<string> {
    const issued = z.object({ accessToken: z.string() }).parse(await this.control('POST', '/tokens', {}));
    return issued.accessToken;
  }

  /** Every record of an object, those that are gone too. */
  async dump(object: string): Promise<readonly Dumped[]> {
    const lines = await this.#fetch('GET', `/_sandbox/objects/${object}?state=all`);
    return lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => dumpedSchema.parse(JSON.parse(line)));
  }

  async #fetch(
    method: string,
    path: string,
    { body, authorization }: { body?: object | undefined; authorization?: string } = {},
  ): Promise<string> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(authorization === undefined ? {} : { authorization }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.ok) return text;
    if (answer.status >= 400 && answer.status < 500) throw new Refused(`${answer.status} ${text}`);
    throw new Error(`${method} ${path} of a sandbox: ${answer.status} ${text}`);
  }
}
