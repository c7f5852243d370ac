import {
  type AdapterPorts,
  type CallCounts,
  RateLimited,
  ReconnectNeeded,
  Retry,
  readAnswer,
  type TokenSet,
  TokenSource,
} from '@tamis/adapter';
import type { z } from 'zod';
import type { AnyDoor } from '../crm/door.ts';
import { Limits } from './limits.ts';
import { toError } from './refusals.ts';
import { tokensSchema } from './wire.ts';

/** One request, and how its answer is read. */
export interface Call<T extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
  /** `read` may be repeated freely; a `write` without an answer may have happened. */
  readonly effect: 'read' | 'write';
  readonly schema: T;
  /** Which count the request belongs to; `calls` unless told. */
  readonly bill?: 'calls' | 'activityCalls';
  readonly signal: AbortSignal;
}

/** Requests of one connection: token, limits, retries, counting, parsing. */
export class ReferenceClient {
  readonly #apiUrl: string;
  readonly #door: AnyDoor;
  readonly #ports: AdapterPorts;
  readonly #limits: Limits;
  readonly #retry: Retry;
  readonly #tokens: TokenSource;
  readonly #counts = { calls: 0, associationCalls: 0, activityCalls: 0, rateLimited: 0 };

  constructor(apiUrl: string, door: AnyDoor, ports: AdapterPorts) {
    this.#apiUrl = apiUrl;
    this.#door = door;
    this.#ports = ports;
    this.#limits = new Limits(ports.quota);
    this.#retry = new Retry(ports);
    this.#tokens = new TokenSource({
      store: ports.tokens,
      now: ports.now,
      refresh: (refreshToken) => this.#refresh(refreshToken),
    });
  }

  /** Makes one call, repeated as its errors allow. Throws the errors of the contract. */
  call<T extends z.ZodType>(call: Call<T>): Promise<z.infer<T>> {
    return this.#retry.run(
      () => this.#tokens.use(({ accessToken }) => this.#exchange(call, accessToken)),
      call.signal,
    );
  }

  counts(): CallCounts {
    return { ...this.#counts, budgetUsed: this.#counts.calls + this.#counts.activityCalls };
  }

  async close(): Promise<void> {
    await this.#limits.close();
    this.#door.close();
  }

  async #exchange<T extends z.ZodType>(call: Call<T>, token: string): Promise<z.infer<T>> {
    const slot = await this.#limits.take(call.signal);
    try {
      this.#counts[call.bill ?? 'calls'] += 1;
      const answer = await this.#door.send({
        method: call.method,
        url: `${this.#apiUrl}${call.path}`,
        headers: { authorization: `Bearer ${token}` },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        effect: call.effect,
        signal: call.signal,
        onHeaders: slot.release,
      });
      if (answer.status >= 400) throw this.#counted(toError(answer));
      return readAnswer({ text: answer.text, effect: call.effect }, call.schema);
    } finally {
      slot.release();
    }
  }

  #counted(error: Error): Error {
    if (error instanceof RateLimited) this.#counts.rateLimited += 1;
    return error;
  }

  /** The former refresh token is dead once this was answered, so that a request without an answer is not repeated. */
  async #refresh(refreshToken: string): Promise<TokenSet> {
    const answer = await this.#door.send({
      method: 'POST',
      url: `${this.#apiUrl}/token`,
      headers: {},
      body: JSON.stringify({ refreshToken }),
      effect: 'write',
      signal: AbortSignal.timeout(60_000),
    });
    if (answer.status === 400)
      throw new ReconnectNeeded('The CRM does not accept the connection any more. Connect again.');
    if (answer.status > 400) throw toError(answer);
    const { expiresIn, ...tokens } = tokensSchema.parse(JSON.parse(answer.text));
    return { ...tokens, expiresAt: this.#ports.now() + expiresIn * 1000 };
  }
}
