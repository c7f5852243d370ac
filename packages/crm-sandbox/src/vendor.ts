import type { HttpReply, HttpRequest } from './http/exchange.ts';
import type { Route } from './http/router.ts';

/** What every vendor's stand-in gives to the server. */
export interface Vendor {
  /** Every answer waits this long, in milliseconds. */
  latencyMs(): number;
  /** Called as a request arrives, before its body is read: the refusal of one that is over a limit. */
  admit(request: Pick<HttpRequest, 'method' | 'path' | 'headers'>): HttpReply | null;
  answer(request: HttpRequest): Promise<HttpReply>;
  /** Carries out a request under one of the vendor's own faults. */
  answerWithFault(request: HttpRequest, fault: VendorFault): Promise<HttpReply>;
  /** The address of a request without its ids, for counting. */
  endpointOf(request: Pick<HttpRequest, 'method' | 'path'>): string;
  /** Routes of the control interface that only this vendor has. */
  readonly control: readonly Route[];
  /** What was counted against the limits. */
  limitFigures(): object;
  forgetLimitFigures(): void;
  /** What a client needs to connect. */
  credentials(): Credentials;
}

/** A fault that only this vendor knows; `index` says which input of a batch it strikes. */
export interface VendorFault {
  readonly name: string;
  readonly index: number;
}

/** Credentials of the app and of the account that the sandbox made at its start. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly privateAppToken: string;
}
