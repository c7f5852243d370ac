import {
  type AccountUsage,
  type AdapterPorts,
  type CallCounts,
  Door,
  type DoorResponse,
  type Instant,
  Retry,
  readAnswer,
  SourceClock,
  type TokenSet,
  TokenSource,
  type VendorSettings,
} from '@tamis/adapter';
import type { z } from 'zod';
import { COST, Limits } from '../limits.ts';
import { refreshTokens, trustedApiUrl } from '../oauth.ts';
import type { Bill } from '../objects.ts';
import { toError } from '../refusals.ts';
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

/** Requests of one connection: token, limits, retries, timeouts, counting, parsing. */
export class PipedriveClient {
  readonly #settings: VendorSettings;
  readonly #ports: AdapterPorts;
  readonly #door = new Door();
  readonly #limits: Limits;
  readonly #retry: Retry;
  readonly #tokens: TokenSource;
  readonly #clock: SourceClock;
  readonly #counts = { calls: 0, associationCalls: 0, activityCalls: 0, rateLimited: 0, budgetUsed: 0 };
  #apiUrl: string;

  constructor(settings: VendorSettings, ports: AdapterPorts, share: number) {
    this.#settings = settings;
    this.#ports = ports;
    this.#apiUrl = settings.apiUrl;
    this.#limits = new Limits(ports.quota, share);
    this.#retry = new Retry(ports);
    this.#clock = new SourceClock(ports.now);
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
    const attempt = async (tokens: TokenSet) => {
      const { text } = await this.#exchange(request, { call, tokens });
      return readAnswer({ text, effect: call.effect }, call.schema);
    };
    return this.#retry.run(() => this.#tokens.use(attempt), call.signal);
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

  /** Now, on Pipedrive's clock: see `SourceClock`. */
  sourceNow(): Instant {
    return this.#clock.now();
  }

  async close(): Promise<void> {
    await this.#limits.close();
    this.#door.close();
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
    this.#clock.learn(headers);
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
