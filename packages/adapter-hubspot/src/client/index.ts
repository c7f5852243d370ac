import {
  type AdapterError,
  type AdapterPorts,
  type CallCounts,
  Door,
  type DoorResponse,
  type Instant,
  Retry,
  readAnswer,
  SourceClock,
  TokenSource,
  type VendorSettings,
} from '@tamis/adapter';
import type { z } from 'zod';
import { type Lane, Limits } from '../limits.ts';
import { refreshTokens } from '../oauth.ts';
import type { Bill } from '../objects.ts';
import { toError } from '../refusals.ts';
import { accountSchema } from '../wire.ts';
import { type Answer, bindApi, datedUrl, type GeneratedRequest, type HubspotApi } from './codegen.ts';

/** What a request is, beside its content. */
export interface Call<T extends z.ZodType> {
  readonly lane: Lane;
  readonly bill: Bill;
  readonly effect: 'read' | 'write';
  readonly signal: AbortSignal;
  readonly schema: T;
}

/** One attempt: everything the transport needs for one exchange. */
interface Attempt {
  readonly call: Omit<Call<z.ZodType>, 'schema'>;
  readonly token: string;
}

/** Requests of one connection: token, limits, retries, timeouts, counting, parsing. */
export class HubspotClient {
  readonly #settings: VendorSettings;
  readonly #ports: AdapterPorts;
  readonly #door = new Door();
  readonly #limits: Limits;
  readonly #retry: Retry;
  readonly #tokens: TokenSource;
  readonly #clock: SourceClock;
  readonly #counts = { calls: 0, associationCalls: 0, activityCalls: 0, rateLimited: 0 };
  #timeZone = 'UTC';

  constructor(settings: VendorSettings, ports: AdapterPorts, share: number) {
    this.#settings = settings;
    this.#ports = ports;
    this.#limits = new Limits(ports.quota, share);
    this.#retry = new Retry(ports);
    this.#clock = new SourceClock(ports.now);
    this.#tokens = new TokenSource({
      store: ports.tokens,
      now: ports.now,
      refresh: (refreshToken) => {
        this.#counts.calls += 1;
        return refreshTokens({ settings, door: this.#door, now: ports.now }, refreshToken);
      },
    });
  }

  /** Makes one generated call, repeated as its errors allow, and parses what it answers. Throws the errors of the contract. */
  async call<T extends z.ZodType>(
    call: Call<T>,
    work: (api: HubspotApi) => Promise<unknown>,
  ): Promise<z.infer<T>> {
    return this.#withToken(call.signal, async (token) => {
      const taken: { answer?: Answer } = {};
      const transport = async (request: GeneratedRequest) => {
        taken.answer = await this.#send(request, { call, token });
        return taken.answer.status;
      };
      await work(bindApi(this.#settings.apiUrl, transport));
      return readAnswer({ text: taken.answer?.text ?? '', effect: call.effect }, call.schema);
    });
  }

  /** Account details: no generated module of the client covers them. */
  async account(signal: AbortSignal): Promise<z.infer<typeof accountSchema>> {
    const call = { lane: 'burst', bill: 'calls', effect: 'read', signal, schema: accountSchema } as const;
    const url = `${this.#settings.apiUrl}/account-info/2026-03/details`;
    const account = await this.#withToken(signal, async (token) => {
      const answer = await this.#exchange({ method: 'GET', url, headers: {} }, { call, token });
      return readAnswer({ text: answer.text, effect: 'read' }, accountSchema);
    });
    this.#timeZone = account.timeZone;
    return account;
  }

  counts(): CallCounts {
    const { calls, associationCalls, activityCalls } = this.#counts;
    return { ...this.#counts, budgetUsed: calls + associationCalls + activityCalls };
  }

  /** Now, on HubSpot's clock: see `SourceClock`. */
  sourceNow(): Instant {
    return this.#clock.now();
  }

  async close(): Promise<void> {
    await this.#limits.close();
    this.#door.close();
  }

  #withToken<R>(signal: AbortSignal, attempt: (token: string) => Promise<R>): Promise<R> {
    return this.#retry.run(() => this.#tokens.use(({ accessToken }) => attempt(accessToken)), signal);
  }

  async #send(request: GeneratedRequest, attempt: Attempt): Promise<Answer> {
    const body = request.getBody();
    const outgoing = {
      method: request.getHttpMethod(),
      url: datedUrl(request.getUrl()),
      headers: request.getHeaders(),
    };
    return this.#exchange(typeof body === 'string' ? { ...outgoing, body } : outgoing, attempt);
  }

  async #exchange(
    outgoing: { method: string; url: string; headers: Record<string, string>; body?: string },
    { call, token }: Attempt,
  ): Promise<Answer> {
    const slot = await this.#limits.take(call.lane, call.signal);
    this.#counts[call.bill] += 1;
    try {
      const answer = await this.#door.send({
        ...outgoing,
        headers: { ...outgoing.headers, accept: 'application/json', authorization: `Bearer ${token}` },
        effect: call.effect,
        signal: call.signal,
        onHeaders: slot.release,
      });
      this.#learn(answer);
      if (answer.status >= 400)
        throw this.#refused(answer, `${outgoing.method} ${new URL(outgoing.url).pathname}`);
      return answer;
    } finally {
      slot.release();
    }
  }

  #learn({ headers }: DoorResponse): void {
    this.#limits.learn(headers);
    this.#clock.learn(headers);
  }

  #refused(answer: Answer, what: string): AdapterError {
    if (answer.status === 429) this.#counts.rateLimited += 1;
    return toError(answer, { what, now: this.#ports.now(), timeZone: this.#timeZone });
  }
}
