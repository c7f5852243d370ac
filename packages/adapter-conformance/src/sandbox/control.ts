import type { FieldValue } from '@tamis/adapter';
import { z } from 'zod';
import type { HeldRecord } from '../world.ts';

/** A value as the suite compares it; what is built of parts is compared as its JSON. */
const valueSchema = z
  .union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])
  .or(z.unknown().transform((value) => JSON.stringify(value)))
  .transform((value): FieldValue => value ?? null);

const recordSchema = z
  .object({
    id: z.coerce.string(),
    state: z.string().optional(),
    archived: z.boolean().optional(),
    properties: z.record(z.string(), valueSchema),
  })
  .transform(({ id, properties, state, archived }) => ({
    id,
    fields: properties,
    live: archived !== true && (state === undefined || state === 'live'),
  }));

const windowSchema = z.object({ max: z.number(), widthMs: z.number(), peak: z.number() });

/** What a sandbox counted. */
const figuresSchema = z.object({
  requests: z.number(),
  endpoints: z.record(z.string(), z.number()),
  statuses: z.record(z.string(), z.number()),
  limits: z.object({
    refused: z.number(),
    dailyUsed: z.number().default(0),
    windows: z.record(z.string(), windowSchema).default({}),
  }),
});
export type Figures = z.infer<typeof figuresSchema>;

const issuedSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string().nullable().default(null),
  expiresIn: z.number().nullable().default(null),
  apiUrl: z.string().optional(),
});
export type IssuedTokens = z.infer<typeof issuedSchema>;

const namedSchema = z.object({ id: z.coerce.string() });

/** The control interface below `/_sandbox`, which every sandbox has in the same shape. Nothing asked here counts as a client's request. */
export class Control {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async settings(change: object): Promise<void> {
    await this.ask('PATCH', '/settings', change);
  }

  async advance(ms: number): Promise<void> {
    await this.ask('POST', '/clock', { advanceMs: ms });
  }

  async faults(list: readonly object[]): Promise<void> {
    await this.ask('PUT', '/faults', list);
  }

  async figures(): Promise<Figures> {
    return figuresSchema.parse(JSON.parse(await this.ask('GET', '/stats')));
  }

  async issueTokens(): Promise<IssuedTokens> {
    return issuedSchema.parse(JSON.parse(await this.ask('POST', '/tokens', {})));
  }

  /** All live records of an object; with `properties` only those values. */
  async records(object: string, properties: readonly string[] = []): Promise<readonly HeldRecord[]> {
    const query = properties.length === 0 ? '' : `?properties=${properties.join(',')}`;
    const text = await this.ask('GET', `/objects/${object}${query}`);
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map((line) => recordSchema.parse(JSON.parse(line)));
  }

  /** `null` where the record is unknown, deleted, merged away or converted. */
  async record(object: string, id: string): Promise<HeldRecord | null> {
    const response = await fetch(this.#address(`/objects/${object}/${encodeURIComponent(id)}`));
    const text = await response.text();
    if (response.status === 404 || response.status === 410) return null;
    if (!response.ok) throw new Error(`The sandbox does not show ${object} ${id}: ${text}`);
    const record = recordSchema.parse(JSON.parse(text));
    return record.live ? record : null;
  }

  /** The id of what a call made. */
  async made(path: string, body: object): Promise<string> {
    return namedSchema.parse(JSON.parse(await this.ask('POST', path, body))).id;
  }

  /** Any call; answers with the text of the answer. Throws what the sandbox says where it refuses. */
  async ask(method: string, path: string, body?: object): Promise<string> {
    const sent = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(this.#address(path), { method, ...(body === undefined ? {} : sent) });
    const text = await response.text();
    if (!response.ok) throw new Error(`The sandbox refused ${method} ${path}: ${text}`);
    return text;
  }

  #address(path: string): string {
    return `${this.#url}/_sandbox${path}`;
  }
}
