import type { Account, Adapter, Instant } from './contract.ts';
import type { FieldRow, MappingDocument } from './defaultMapping.ts';
import type { FieldSpec } from './fields.ts';
import type { DailyBudget } from './usage.ts';

/** Tokens of one connection. `expiresAt` and `refreshToken` are `null` for a token that does not expire. */
export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly expiresAt: Instant | null;
  /** The address of this account's API, where the vendor names one with the tokens; checked against the vendor's domains by the adapter. */
  readonly apiUrl?: string;
}

/** Where tokens are kept; the store seals them. */
export interface TokenStore {
  read(): Promise<TokenSet>;
  /**
   * Runs `work` while no other process holds the same connection's lock, with the tokens as they are under the lock.
   * What `work` returns is stored before the lock is given back.
   */
  withLock(work: (current: TokenSet) => Promise<TokenSet>): Promise<TokenSet>;
}

/** A share of a limit that several processes use. */
export interface QuotaLease {
  /** Waits for and takes `units` of the named limit. Throws `QuotaExhausted` where none are left in its window. */
  take(limit: string, units: number, signal: AbortSignal): Promise<void>;
}

/** Names that the CRM made up for what is ours (a created field, an option of it), kept for the life of a connection: by our name, the CRM's. */
export interface NameStore {
  read(): Promise<Readonly<Record<string, string>>>;
  /** Adds to what is kept; a known name is replaced. */
  add(names: Readonly<Record<string, string>>): Promise<void>;
}

/** Everything an adapter needs from outside; it reads no clock, no randomness and no environment of its own. */
export interface AdapterPorts {
  readonly tokens: TokenStore;
  readonly quota: QuotaLease;
  readonly names: NameStore;
  readonly now: () => Instant;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** Addresses and app credentials of a vendor, from configuration. */
export interface VendorSettings {
  readonly apiUrl: string;
  readonly oauthUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** OAuth of a vendor, authorization code grant. */
export interface OAuthFlow {
  /** The consent page to send the person to. */
  authorizeUrl(request: {
    readonly redirectUri: string;
    readonly state: string;
    readonly codeChallenge: string;
  }): string;
  /** Exchanges the code of the callback for tokens. */
  exchange(request: {
    readonly code: string;
    readonly redirectUri: string;
    readonly codeVerifier: string;
  }): Promise<TokenSet>;
  /** Gives the tokens back to the vendor: they are dead afterwards. Tokens that are dead already are no error. */
  revoke(tokens: TokenSet): Promise<void>;
}

/** A vendor as the composition root registers it. */
export interface Vendor {
  /** Stable lower-case key, for instance in `tamis connect KEY`. */
  readonly key: string;
  /** The name as people write it. */
  readonly label: string;
  /** The vendor's public addresses, used where the configuration names no others. */
  readonly addresses: Pick<VendorSettings, 'apiUrl' | 'oauthUrl'>;
  /** The setting that names another OAuth address, where the vendor's people know it by a name of their own; `<KEY>_OAUTH_URL` unless told. */
  readonly oauthUrlSetting?: string;
  readonly defaultMapping: MappingDocument;
  /**
   * Stage fields of the CRM itself that a person may add to the mapping as targets; no default has them. Each row writes `verdict.stage`
   * forward only. What ends a way (unqualified, closed) is a person's to set: it is last in the order and never written.
   */
  readonly nativeStages: readonly FieldRow[];
  /** The product's own fields that a connection needs before it writes. */
  readonly ownFields: readonly FieldSpec[];
  /** What a cautious connection may use of a day, where the configuration says nothing: the share of the vendor's smallest plan that leaves others room. */
  readonly dailyBudget: DailyBudget;
  /** What the consent page asks for, each scope with what it is needed for. */
  readonly scopes: Readonly<Record<string, string>>;
  /** The page of a record in the CRM, for people. */
  recordUrl(account: Account, object: string, id: string): string | null;
  oauth(settings: VendorSettings, now: () => Instant): OAuthFlow;
  /** Opens a connection to one account; nothing is asked of it yet. The vendor's client library is loaded only here: a process holds those of the CRMs that it speaks to. */
  open(settings: VendorSettings, ports: AdapterPorts): Promise<Adapter>;
}
