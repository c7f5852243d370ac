import type { HttpReply, HttpRequest } from './http/exchange.ts';

/** What every vendor's stand-in gives to the server. */
export interface Vendor {
  /** Every answer waits this long, in milliseconds. */
  latencyMs(): number;
  /** Called as a request arrives, before its body is read: the refusal of one that is over a limit. */
  admit(request: Pick<HttpRequest, 'method' | 'path' | 'headers'>): HttpReply | null;
  answer(request: HttpRequest): Promise<HttpReply>;
  /** What a client needs to connect. */
  credentials(): Credentials;
}

/** Credentials of the app and of the account that the sandbox made at its start. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly privateAppToken: string;
}
