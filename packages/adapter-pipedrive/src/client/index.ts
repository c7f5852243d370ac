import {
  type AccountUsage,
  type AdapterPorts,
  type CallCounts,
  Door,
  type DoorResponse,
  type Instant,
  OutcomeUnknown,
  ReconnectNeeded,
  Retry,
  type TokenSet,
  TokenSource,
  Unavailable,
  type VendorSettings,
} from '@tamis/adapter';
import type { z } from 'zod';
import { COST, Limits } from '../limits.ts';
import { refreshTokens, trustedApiUrl } from '../oauth.ts';
import type { Bill } from '../objects.ts';
import { TokenRejected, toError } from '../refusals.ts';
import { accountSchema } from '../wire.ts';
import { build, type GeneratedRequest, type PipedriveApi } from './codegen.ts';

/** What a request is, beside its content. */
export interface Call<T extends z.ZodType> {
  /** Tokens of the day's budget that Pipedrive takes for it: see {@link COST}. */
  readonly cost: number;
  readonly bill: Bill;
  readonly effect: 'read' | 'write';
  readonly signal: AbortSignal;
  readonly schema: T;
}

/** One attempt: everything the transport needs for one exchange. */
interface Attempt {
  readonly call: Omit<Call<z.ZodType>, 'schema'>;
  readonly tokens: TokenSet;
}

/** The `Date` header has whole seconds and is as old as the answer was under way: a smaller difference is no skew. */
export const CLOCK_PRECISION_MS = 2000;

/** Requests of one connection: token, limits, retries, timeouts, counting, parsing. */
export class PipedriveClient {
  readonly #settings: VendorSettings;
  readonly #ports: AdapterPorts;
  readonly #door = new Door();
  readonly #limits: Limits;
  readonly #retry: Retry;
  readonly #tokens: TokenSource;
  readonly #counts = { calls: 0, associationCalls: 0, activityCalls: 0, rateLimited: 0, budgetUsed: 0 };
  #skewMs = 0;
  #apiUrl: string;

  constructor(settings: VendorSettings, ports: AdapterPorts, share: number) {
    this.#settings = settings;
    this.#ports = ports;
    this.#apiUrl = settings.apiUrl;
    this.#limits = new Limits(ports.quota, share);
    this.#retry = new Retry(ports);
    this.#tokens = new TokenSource({
      store: ports.tokens,
      now: ports.now,
      refresh: (refreshToken) => this.#refresh(refreshToken),
    });
  }

  /** Makes one generated call, repeated as its errors allow, and parses what it answers. Throws the errors of the contract. */
  async call<T extends z.ZodType>(
    call: Call<T>,
    work: (api: PipedriveApi) => Promise<unknown>,
  ): Promise<z.infer<T>> {
    const request = await build(work);
    return this.#withToken(call, async (tokens) => {
      const { text } = await this.#exchange(request, { call, tokens });
      return parse(call, text);
    });
  }

  /** The company behind the token. */
  async account(signal: AbortSignal): Promise<z.infer<typeof accountSchema>['data']> {
    const call = { cost: COST.v1.get, bill: 'calls', effect: 'read', signal, schema: accountSchema } as const;
    const { data } = await this.call(call, ({ users }) => users.getCurrentUser());
    return data;
  }

  counts(): CallCounts {
    return { ...this.#counts };
  }

  usage(): AccountUsage | null {
    return this.#limits.usage;
  }

  /** Now, on Pipedrive's clock as its answers show it, so that a wrong clock here moves no cursor; up to {@link CLOCK_PRECISION_MS} early. */
  sourceNow(): Instant {
    return this.#ports.now() + this.#skewMs;
  }

  async close(): Promise<void> {
    await this.#limits.close();
    this.#door.close();
  }

  #withToken<R>(call: Attempt['call'], attempt: (tokens: TokenSet) => Promise<R>): Promise<R> {
    return this.#retry.run(async () => {
      const tokens = await this.#tokens.valid();
      try {
        return await attempt(tokens);
      } catch (error) {
        if (!(error instanceof TokenRejected)) throw error;
        return attempt(await this.#tokens.renew(tokens.accessToken)).catch(rejectedTwice);
      }
    }, call.signal);
  }

  async #refresh(refreshToken: string): Promise<TokenSet> {
    this.#counts.calls += 1;
    const desk = { settings: this.#settings, door: this.#door, now: this.#ports.now };
    const tokens = await refreshTokens(desk, refreshToken);
    return { ...tokens, apiUrl: tokens.apiUrl ?? this.#apiUrl };
  }

  /** Where this account's API is. A stored address is checked again: a token must not leave for anywhere else. */
  #addressOf({ apiUrl }: TokenSet): string {
    if (apiUrl !== undefined) this.#apiUrl = trustedApiUrl(apiUrl, this.#settings);
    return this.#apiUrl;
  }

  async #exchange(request: GeneratedRequest, { call, tokens }: Attempt): Promise<DoorResponse> {
    const { method, path, body } = request;
    this.#limits.assume(tokens.refreshToken === null ? 'apiToken' : 'oauth');
    const slot = await this.#limits.take(call.cost, call.signal);
    this.#counts[call.bill] += 1;
    this.#counts.budgetUsed += call.cost;
    try {
      const answer = await this.#door.send({
        method,
        url: `${this.#addressOf(tokens)}${path}`,
        body,
        headers: headersOf(tokens, body),
        effect: call.effect,
        signal: call.signal,
        onHeaders: slot.release,
      });
      this.#learn(answer);
      if (answer.status >= 400)
        throw toError(answer, { what: `${method} ${path.replace(/\?.*$/, '')}`, now: this.#ports.now() });
      return answer;
    } finally {
      slot.release();
    }
  }

  #learn({ status, headers }: DoorResponse): void {
    this.#limits.learn(headers);
    if (status === 429) this.#counts.rateLimited += 1;
    const skew = Date.parse(headers.date ?? '') - this.#ports.now();
    if (Number.isFinite(skew)) this.#skewMs = Math.abs(skew) > CLOCK_PRECISION_MS ? skew : 0;
  }
}

/** https://pipedrive.readme.io/docs/core-api-concepts-authentication: a token without a refresh token is a user's own. */
function headersOf({ accessToken, refreshToken }: TokenSet, body: string | undefined) {
  return {
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(refreshToken === null ? { 'x-api-token': accessToken } : { authorization: `Bearer ${accessToken}` }),
  };
}

function parse<T extends z.ZodType>(call: Call<T>, text: string): z.infer<T> {
  try {
    return call.schema.parse(JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.slice(0, 300) : String(cause);
    const message = `Pipedrive answered with something that could not be read: ${why}`;
    throw call.effect === 'write'
      ? new OutcomeUnknown(message, { cause })
      : new Unavailable(message, { cause });
  }
}

function rejectedTwice(error: unknown): never {
  if (!(error instanceof TokenRejected)) throw error;
  throw new ReconnectNeeded('Pipedrive refuses a token that it has just issued. Connect again.', {
    cause: error,
  });
}
