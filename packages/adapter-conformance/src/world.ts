import type {
  Adapter,
  AdapterPorts,
  FieldValue,
  Instant,
  NameStore,
  RecordRef,
  TokenSet,
} from '@tamis/adapter';

/**
 * What an adapter brings to the suite: an account of its CRM that a test can drive from both sides.
 *
 * Glossary: the *world* is one account with nobody in it, made anew for each check; the *person* works at the CRM's own
 * screen; a *switch* makes the CRM behave badly as it sometimes does; a *gauge* is what the CRM counted.
 * What a world does not offer is left out, and the checks that need it are skipped with that reason.
 */

/** Makes a fresh account with no records. */
export type OpenWorld = () => Promise<World>;

/** One account of a CRM, and an adapter for it. */
export interface World {
  readonly facts: Facts;
  readonly person: Person;
  readonly clock: WorldClock;
  readonly switches: Switches;
  /** Names that the CRM gave to what was created while the account was prepared. */
  readonly names: NameStore;
  /** The connection with which the account was prepared: until another one is opened, it knows of every request that was made. */
  readonly first: Adapter;
  /** Connects the adapter under test; each call is a process of its own, as after a restart. */
  open(ports: AdapterPorts): Adapter;
  /** Tokens as the consent page gives them; they expire, and can be refreshed where they hold a refresh token. */
  issueTokens(): Promise<TokenSet>;
  gauges(): Promise<Gauges>;
  /** Gauges begin again at nothing. */
  resetGauges(): Promise<void>;
  close(): Promise<void>;
}

/** What the suite has to know of the account before it begins. */
export interface Facts {
  /** The lead object that is pulled and pushed. */
  readonly object: string;
  readonly fields: TestFields;
  /** How late the CRM may show a change to the adapter, who looks back that far. Milliseconds. */
  readonly lagMs: number;
  /** How long after a deletion the changes tell of it at the latest; absent where they never do and a push alone tells. Milliseconds. */
  readonly deletionToldWithinMs?: number;
  /** The CRM tells no reader who survived a merge: a push then says only that the record is gone. */
  readonly survivorsUntold?: boolean;
  /** Records that a killed full walk may read again; one page unless told. */
  readonly rereadAtMost?: number;
  /** Results that one query of the CRM can reach; absent where there is no such cap. */
  readonly reach?: number;
  /** The limits on requests that can be driven to their edge within a test. */
  readonly windows: readonly RateWindow[];
  /** Every refresh makes the former refresh token worthless. */
  readonly rotates?: boolean;
  /** A field whose past values the CRM keeps; absent where there is none. */
  readonly past?: PastFacts;
  /** Characters that the text field takes; absent where the CRM does not say. */
  readonly longestText?: number;
}

/** A field that keeps its past, of any object that declares it. */
export interface PastFacts {
  readonly object: string;
  readonly field: string;
  /** The value with which a record begins, and two that a person can give it one after the other. */
  readonly values: readonly [begins: string, next: string, last: string];
}

/** Fields of the lead object that exist, are empty in every record, and that nothing but the suite touches. */
export interface TestFields {
  /** Holds any text. */
  readonly text: string;
  readonly number: string;
  readonly enumeration: EnumerationField;
  /** Another text field, which a person may delete. */
  readonly doomed: string;
}

/** An enumeration with two of its values, as the adapter takes them, and one it does not have. */
export interface EnumerationField {
  readonly name: string;
  readonly values: readonly [string, string];
  readonly unknown: string;
}

/** A limit of the CRM that a test can fill: its name among the gauges, and what fills it. */
export interface RateWindow {
  readonly name: string;
  readonly filledBy: 'push' | 'pull';
  /** The adapter's part of the window; all of it unless told. */
  readonly ours?: number;
}

/** A record as the CRM holds it. */
export interface HeldRecord {
  readonly id: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** What a person, an import or another app does in the CRM, past the adapter and its limits. Values and names are the CRM's own. */
export interface Person {
  /** Adds so many records that differ from one another; nothing of them is in the suite's fields. */
  seed(count: number): Promise<void>;
  /** Every live record of the lead object. */
  all(): Promise<readonly HeldRecord[]>;
  /** `null` where the record is not live. */
  read(id: string): Promise<HeldRecord | null>;
  create(): Promise<string>;
  edit(id: string, fields: Readonly<Record<string, string>>): Promise<void>;
  /** All of them in one and the same instant. */
  editTogether(ids: readonly string[], fields: Readonly<Record<string, string>>): Promise<void>;
  remove(id: string): Promise<void>;
  /** Answers with the survivor's id. Absent where the CRM cannot merge. */
  merge?(primaryId: string, loserId: string): Promise<string>;
  /** Turns a record into one of another object. Absent where the CRM cannot. */
  convert?(id: string): Promise<RecordRef | null>;
  /** Removes a field from the object. Absent where nobody can. */
  deleteField?(name: string): Promise<void>;
  /** Gives a field another label. Absent where nobody can. */
  relabelField?(name: string, label: string): Promise<void>;
  /** Adds another record of a lead object, which the CRM itself ties to this one as the same person. Absent where no CRM record does that. */
  twin?(id: string): Promise<RecordRef>;
  /** Makes records of {@link Facts.past} and gives their field a value. Absent where no past is kept. */
  past?: {
    create(): Promise<string>;
    set(id: string, value: string): Promise<void>;
  };
  /** The tasks that the CRM holds. Absent where it has none. */
  tasks?(): Promise<readonly HeldRecord[]>;
}

/** The CRM's clock and the machine's, which agree. */
export interface WorldClock {
  now(): Instant;
  /** Time passes on both. */
  advance(ms: number): Promise<void>;
}

/** Where a fault strikes. */
export type FaultPlace = 'page' | 'write' | 'task';

/**
 * What goes wrong.
 * - `lost`: the request is carried out and nobody hears of it. - `cut`: the connection breaks and nothing was done.
 * - `page-of-html`: a proxy answers 502 with HTML. - `half`: half of the answer arrives, as if it were whole.
 */
export type FaultKind = 'lost' | 'cut' | 'page-of-html' | 'half';

/** Turns the CRM's bad days on. */
export interface Switches {
  /** Strikes the next request of its place, once. */
  strike?(fault: { readonly at: FaultPlace; readonly kind: FaultKind }): Promise<void>;
  /** From now on the CRM shows changes so many milliseconds late; 0 ends it. */
  lag?(ms: number): Promise<void>;
  /** The account has no more than `requests` left of its day; `null` gives it a new day. */
  leaveOfDay?(requests: number | null): Promise<void>;
  /** All access tokens expire at once; refresh tokens stay good. */
  expireTokens?(): Promise<void>;
  /** All tokens are dead, as after an administrator removed the app. */
  revokeTokens?(): Promise<void>;
}

/** What the CRM counted since the last reset. */
export interface Gauges {
  readonly requests: number;
  /** Requests beyond a limit. */
  readonly refused: number;
  /** Requests for new tokens. */
  readonly refreshes: number;
  /** Requests with a token that was not accepted. */
  readonly unauthorized: number;
  readonly windows: Readonly<Record<string, WindowGauge>>;
}

/** The fullest window seen, refused requests included. */
export interface WindowGauge {
  readonly max: number;
  readonly widthMs: number;
  readonly peak: number;
}
