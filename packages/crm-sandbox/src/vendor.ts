import type { HttpReply, HttpRequest } from './http/exchange.ts';
import type { Route } from './http/router.ts';
import type { LoadedLeads } from './leads/loadLeads.ts';

/** What every vendor's stand-in gives to the server. */
export interface Vendor {
  /** Every answer waits this long, in milliseconds. */
  latencyMs(): number;
  setLatency(ms: number): void;
  /** Called as a request arrives, before its body is read: the refusal of one that is over a limit. */
  admit(request: Pick<HttpRequest, 'method' | 'path' | 'headers'>): HttpReply | null;
  /** Called when the answer of an admitted request has been sent, where the vendor counts what goes on at a time. */
  left?(request: Pick<HttpRequest, 'headers'>): void;
  answer(request: HttpRequest): Promise<HttpReply>;
  /** Carries out a request under one of the vendor's own faults. */
  answerWithFault(request: HttpRequest, fault: VendorFault): Promise<HttpReply>;
  /** The address of a request without its ids, for counting. */
  endpointOf(request: Pick<HttpRequest, 'method' | 'path'>): string;
  /** Routes of the control interface that only this vendor has. */
  readonly control: readonly Route[];
  /** What was counted against the limits. */
  limitFigures(): LimitFigures;
  forgetLimitFigures(): void;
  /** What a client needs to connect. */
  credentials(): Credentials;
  /** Fills the account before anyone calls; what became of the file of leads, `null` where none was given. */
  fill(filling: Filling): Promise<LoadedLeads | null>;
  /** How many people the account holds, under whatever name. */
  peopleCount(): number;
}

/** What an account starts with. */
export interface Filling {
  /** So many leads from the generator; none where it is not given. */
  readonly contacts?: number;
  readonly seed: number;
  readonly profile: SeedProfile;
  /** Bytes of a CSV file with a header. */
  readonly leads?: AsyncIterable<Buffer>;
}

/** How much comes with each lead: a believable year, plain fields only, or plain fields with a company and five activities. */
export type SeedProfile = 'believable' | 'bare' | 'related';

/** What was counted against a vendor's limits since the figures were last forgotten. */
export interface LimitFigures {
  readonly refused: number;
  /** Requests, or whatever the vendor counts, of the day so far. */
  readonly dailyUsed: number;
  /** The vendor's windows by name; `peak` is the fullest that any window was, refused requests included. */
  readonly windows: Readonly<Record<string, WindowFigures>>;
}

/** A limit of `max` requests in any `widthMs`, and the most that came. */
export interface WindowFigures {
  readonly max: number;
  readonly widthMs: number;
  readonly peak: number;
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
  /** A token that works at once: HubSpot's private app, a Salesforce session, a Pipedrive token. */
  readonly accessToken: string;
}
