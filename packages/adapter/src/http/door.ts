import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { OutcomeUnknown, Unavailable } from '../errors.ts';

/** One request to a vendor, with its body already serialized. */
export interface DoorRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** `read` may be repeated freely; a `write` without an answer may have happened. */
  readonly effect: 'read' | 'write';
  readonly signal: AbortSignal;
  /** Called when the status line and headers are there, before the body. */
  readonly onHeaders?: () => void;
}

/** Any answer, whatever its status. Header names are in lower case. */
export interface DoorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Milliseconds and bytes that a vendor's answer may take. */
export interface DoorLimits {
  /** From sending to the status line. */
  readonly headersTimeoutMs: number;
  /** Longest silence while the body arrives. */
  readonly idleTimeoutMs: number;
  readonly maxBodyBytes: number;
}

const DEFAULTS: DoorLimits = {
  headersTimeoutMs: 30_000,
  idleTimeoutMs: 15_000,
  maxBodyBytes: 64 * 1024 * 1024,
};

/**
 * HTTP for client libraries that have no timeouts and take no AbortSignal: keep-alive
 * sockets, a limit on the wait for headers, on silence and on size. Node's own client, because 200 KB pages through
 * `fetch` cost 35 MB more resident memory.
 *
 * `send` throws `Unavailable` when nothing can have been done (no connection, or a read without an answer),
 * `OutcomeUnknown` for a write that got no complete answer, and the signal's reason when it was aborted.
 */
export class Door {
  readonly #limits: DoorLimits;
  readonly #plain = new HttpAgent({ keepAlive: true });
  readonly #secure = new HttpsAgent({ keepAlive: true });

  constructor(limits: Partial<DoorLimits> = {}) {
    this.#limits = { ...DEFAULTS, ...limits };
  }

  async send(request: DoorRequest): Promise<DoorResponse> {
    request.signal.throwIfAborted();
    const exchange = { connected: false };
    try {
      return await this.#exchange(request, exchange);
    } catch (cause) {
      request.signal.throwIfAborted();
      throw withoutAnswer(request, exchange.connected, cause);
    }
  }

  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }

  #exchange(request: DoorRequest, exchange: { connected: boolean }): Promise<DoorResponse> {
    const { promise, resolve, reject } = Promise.withResolvers<DoorResponse>();
    const secure = request.url.startsWith('https:');
    const outgoing = (secure ? requestHttps : requestHttp)(request.url, {
      method: request.method,
      agent: secure ? this.#secure : this.#plain,
      headers: { ...request.headers, 'content-length': Buffer.byteLength(request.body ?? '') },
      signal: request.signal,
    });
    const patience = setTimeout(() => {
      outgoing.destroy(new Error(`no answer within ${this.#limits.headersTimeoutMs} ms`));
    }, this.#limits.headersTimeoutMs);
    outgoing.on('socket', (socket) => {
      if (socket.connecting)
        socket.once(secure ? 'secureConnect' : 'connect', () => (exchange.connected = true));
      else exchange.connected = true;
    });
    outgoing.on('error', reject);
    outgoing.on('close', () => clearTimeout(patience));
    outgoing.on('response', (incoming) => {
      clearTimeout(patience);
      request.onHeaders?.();
      this.#readBody(incoming).then((text) => resolve({ ...head(incoming), text }), reject);
    });
    outgoing.end(request.body);
    return promise;
  }

  async #readBody(incoming: IncomingMessage): Promise<string> {
    const { idleTimeoutMs, maxBodyBytes } = this.#limits;
    const silence = setTimeout(() => {
      incoming.destroy(new Error(`silent for ${idleTimeoutMs} ms within the body`));
    }, idleTimeoutMs);
    try {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of incoming as AsyncIterable<Buffer>) {
        silence.refresh();
        size += chunk.length;
        if (size > maxBodyBytes) throw new Error(`body larger than ${maxBodyBytes} bytes`);
        chunks.push(chunk);
      }
      return Buffer.concat(chunks).toString('utf8');
    } finally {
      clearTimeout(silence);
    }
  }
}

function head(incoming: IncomingMessage): Omit<DoorResponse, 'text'> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { status: incoming.statusCode ?? 0, headers };
}

function withoutAnswer(request: DoorRequest, connected: boolean, cause: unknown): Error {
  const { origin, pathname } = new URL(request.url);
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `${request.method} ${pathname} got no complete answer from ${origin}: ${why}.`;
  const lost = connected && request.effect === 'write';
  return lost ? new OutcomeUnknown(message, { cause }) : new Unavailable(message, { cause });
}
