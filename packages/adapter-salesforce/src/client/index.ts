import {
  type AccountUsage,
  type AdapterError,
  type AdapterPorts,
  type CallCounts,
  Door,
  type DoorResponse,
  type Instant,
  OutcomeUnknown,
  RateLimited,
  Retry,
  SourceClock,
  type TokenSet,
  TokenSource,
  Unavailable,
  type VendorSettings,
} from '@tamis/adapter';
import { Connection } from 'jsforce';
import type { z } from 'zod';
import { Limits } from '../limits/index.ts';
import { refreshTokens } from '../oauth.ts';
import type { Bill } from '../objects.ts';
import { toError } from '../refusals.ts';
import { queryPageSchema } from '../wire.ts';
import { API_VERSION, checkedApiUrl } from './address.ts';
import { type Answer, type Exchange, routeThrough } from './transport.ts';

/** What a request is, beside its content. */
export interface Call {
  readonly bill: Bill;
  readonly effect: 'read' | 'write';
  readonly signal: AbortSignal;
}

/** An answer as jsforce read it, with its headers and text. */
export interface Answered {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Requests of one connection: token, limits, retries, timeouts, counting, parsing. */
export class SalesforceClient {
  readonly #settings: VendorSettings;
  readonly #ports: AdapterPorts;
  readonly #door = new Door({ headersTimeoutMs: 120_000 });
  readonly #limits: Limits;
  readonly #retry: Retry;
  readonly #tokens: TokenSource;
  readonly #clock: SourceClock;
  readonly #counts = { calls: 0, associationCalls: 0, activityCalls: 0, rateLimited: 0 };
  /** Requests to the token endpoint, which are no part of the organization's day. */
  #refreshes = 0;

  constructor(settings: VendorSettings, ports: AdapterPorts, reserve: number) {
    this.#settings = settings;
    this.#ports = ports;
    this.#limits = new Limits(ports, reserve);
    this.#retry = new Retry(ports);
    this.#clock = new SourceClock(ports.now);
    this.#tokens = new TokenSource({
      store: ports.tokens,
      now: ports.now,
      refresh: (refreshToken) => {
        this.#counts.calls += 1;
        this.#refreshes += 1;
        return refreshTokens({ settings, door: this.#door, now: ports.now }, refreshToken);
      },
    });
  }

  /** Makes one request through jsforce, repeated as its errors allow, and parses what it answers. Throws the errors of the contract. */
  async call<T extends z.ZodType>(
    call: Call,
    schema: T,
    work: (connection: Connection) => Promise<unknown>,
  ): Promise<z.infer<T>> {
    return this.ask(call, work, ({ body }) => parse(call, schema, body));
  }

  /** As {@link SalesforceClient.call}, with a reading of the whole answer; a reading that throws `Unavailable` makes it be asked again. */
  async ask<R>(
    call: Call,
    work: (connection: Connection) => Promise<unknown>,
    read: (answered: Answered) => R,
  ): Promise<R> {
    const attempt = async (tokens: TokenSet) => {
      const taken: { answer?: Answer } = {};
      const connection = this.#connect(tokens, async (exchange) => {
        taken.answer = await this.#exchange(exchange, call);
        return taken.answer;
      });
      const body = await work(connection);
      return read({ body, headers: taken.answer?.headers ?? {}, text: taken.answer?.text ?? '' });
    };
    return this.#retry.run(() => this.#tokens.use(attempt), call.signal);
  }

  /**
   * Makes one query; of more rows than a page takes, only the first ones come. With `scanAll`, deleted and archived ones among them.
   * Through `Connection.request`: jsforce's `query` fails with a `TypeError` on half an answer, and hands out an event for each row.
   */
  query(
    { scanAll = false, ...of }: Omit<Call, 'effect'> & { readonly scanAll?: boolean },
    soql: string,
  ): Promise<z.infer<typeof queryPageSchema>> {
    const url = `/${scanAll ? 'queryAll' : 'query'}?${new URLSearchParams({ q: soql })}`;
    return this.call({ ...of, effect: 'read' }, queryPageSchema, (connection) => connection.request(url));
  }

  /** The address of this account's API, which is also where people work. */
  async instanceUrl(): Promise<string> {
    return this.#addressOf(await this.#tokens.valid());
  }

  counts(): CallCounts {
    const { calls, associationCalls, activityCalls } = this.#counts;
    return { ...this.#counts, budgetUsed: calls + associationCalls + activityCalls - this.#refreshes };
  }

  usage(): AccountUsage | null {
    return this.#limits.usage;
  }

  /** Now, on Salesforce's clock: see `SourceClock`. */
  sourceNow(): Instant {
    return this.#clock.now();
  }

  /** When Salesforce sent its latest answer, by its own clock in whole seconds. */
  answeredAt(): Instant {
    return this.#clock.answeredAt();
  }

  /** Uniform in [0, 1). */
  random(): number {
    return this.#ports.random();
  }

  close(): void {
    this.#door.close();
  }

  /** A connection for one request. Its own refreshing stays off: a token that is refused again after a refresh would make it loop. */
  #connect(tokens: TokenSet, send: (exchange: Exchange) => Promise<Answer>): Connection {
    const connection = new Connection({
      version: API_VERSION,
      instanceUrl: this.#addressOf(tokens),
      accessToken: tokens.accessToken,
    });
    routeThrough(connection._transport, send);
    return connection;
  }

  #addressOf({ apiUrl }: TokenSet): string {
    return checkedApiUrl(apiUrl ?? this.#settings.apiUrl, this.#settings);
  }

  async #exchange(exchange: Exchange, call: Call): Promise<Answer> {
    const leave = await this.#limits.take(call.signal);
    this.#counts[call.bill] += 1;
    try {
      const answer = await this.#door.send({ ...exchange, effect: call.effect, signal: call.signal });
      this.#learn(answer);
      if (answer.status >= 400)
        throw this.#refused(answer, `${exchange.method} ${new URL(exchange.url).pathname}`);
      return answer;
    } finally {
      leave();
    }
  }

  #learn({ headers }: DoorResponse): void {
    this.#limits.learn(headers);
    this.#clock.learn(headers);
  }

  #refused(answer: Answer, what: string): AdapterError {
    const error = toError(answer, { what, now: this.#ports.now() });
    if (error instanceof RateLimited) this.#counts.rateLimited += 1;
    return error;
  }
}

function parse<T extends z.ZodType>(call: Call, schema: T, body: unknown): z.infer<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const message = `Salesforce answered with something that could not be read: ${parsed.error.message.slice(0, 300)}`;
  throw call.effect === 'write'
    ? new OutcomeUnknown(message, { cause: parsed.error })
    : new Unavailable(message, { cause: parsed.error });
}
