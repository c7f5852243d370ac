import { PassThrough } from 'node:stream';
import type { DoorResponse } from '@tamis/adapter';
import type { Connection } from 'jsforce';

/** What Salesforce answered. */
export type Answer = Pick<DoorResponse, 'status' | 'headers' | 'text'>;

/** A request as jsforce prepared it, header names in lower case. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Makes one exchange. Throws the errors of the contract for answers from 400 on. */
export type Send = (exchange: Exchange) => Promise<Answer>;

type Transport = Connection['_transport'];
type Outgoing = Parameters<Transport['httpRequest']>[0];
type Incoming = Awaited<ReturnType<Transport['httpRequest']>>;

/**
 * Makes jsforce send through the house's own HTTP door. Its own client knows neither AbortSignal nor a limit on the size of an answer, repeats
 * by itself up to five times, and its errors carry no HTTP status. What `send` throws reaches the caller of jsforce as it is.
 * Bodies are texts; jsforce's streams are not used, so the stream beside the promise stays empty.
 */
export function routeThrough(transport: Transport, send: Send): void {
  transport.httpRequest = (outgoing) =>
    Object.assign(deliver(outgoing, send), { stream: () => new PassThrough() });
}

async function deliver({ method, url, headers = {}, body }: Outgoing, send: Send): Promise<Incoming> {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const exchange = { method, url, headers: Object.fromEntries(lower) };
  const answer = await send(typeof body === 'string' ? { ...exchange, body } : exchange);
  return { statusCode: answer.status, headers: answer.headers, body: answer.text };
}
