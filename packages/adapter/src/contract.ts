/**
 * The contract between Tamis and a CRM. Types only; readable in a minute.
 *
 * Glossary: a *record* is one row of one CRM *object* (contact, company, meeting …) under the CRM's own names;
 * a *field* is a column of an object; a *cursor* says how far an object has been read; a *page* is what one
 * commit of the store holds; an *outcome* is what became of one record of a push.
 * All instants are epoch milliseconds UTC.
 */

import type { FieldDescription, FieldSpec } from './fields.ts';
import type { AdapterLimits } from './limits.ts';
import type { ReadRequest } from './read.ts';
import type { AccountUsage, CallCounts } from './usage.ts';

/** Epoch milliseconds UTC. */
export type Instant = number;

/** A value as the CRM gives it. `null` is "empty in the CRM", `''` is an empty text, an absent key is "not asked or not known". */
export type FieldValue = string | number | boolean | null | readonly string[];

/** Field values by the CRM's own field name. */
export type Fields = Readonly<Record<string, FieldValue>>;

/** What an object is to the product. Only `lead` objects are scored; the others inform the leads they are associated with. */
export type ObjectRole = 'lead' | 'company' | 'deal' | 'activity';

/** One object of a CRM that the adapter reads, in the order in which a run reads them. */
export interface ObjectCapability {
  /** The CRM's own name, for instance `contacts`. */
  readonly name: string;
  readonly role: ObjectRole;
  /** Objects whose ids come along with each record of this object, as {@link CrmRecord.associations}. */
  readonly associations: readonly string[];
  /** Past values of its fields can be read along in a full walk ({@link PullRequest.past}); absent is no. */
  readonly past?: boolean;
}

/** What this adapter can do. A capability declared absent is refused out loud, never half done. */
export interface Capabilities {
  /** Related objects first, lead objects last. */
  readonly objects: readonly ObjectCapability[];
  /** Past values behind a running total can be read along ({@link PullRequest.history}). */
  readonly history: boolean;
  /** The product's own fields can be created ({@link Adapter.provision}). */
  readonly provision: boolean;
  /** Tasks can be created once by a key of ours ({@link Adapter.createTasks}). */
  readonly tasks: boolean;
}

/** The account behind a connection, as the verifying read shows it. */
export interface Account {
  readonly id: string;
  readonly name: string;
  /** IANA name, for instance `Europe/Paris`. */
  readonly timeZone: string;
  /** Base address of links into the CRM, without a trailing slash. */
  readonly uiUrl: string;
}

/** A past value of a field. */
export interface PastValue {
  readonly value: string | null;
  readonly at: Instant;
}

/** One record as the CRM holds it. */
export interface CrmRecord {
  readonly object: string;
  readonly id: string;
  readonly fields: Fields;
  /** The CRM's own modification time. */
  readonly modifiedAt: Instant;
  readonly createdAt?: Instant;
  /** Ids of associated records, by object. An absent object was not asked for; an empty list means "none". */
  readonly associations?: Readonly<Record<string, readonly string[]>>;
  /** Ids of records that were merged into this one. */
  readonly mergedIds?: readonly string[];
  /** Other records of this CRM's lead objects that the CRM itself names as the same person; absent where it names none. */
  readonly samePerson?: readonly RecordRef[];
  /** Past values by field, newest first, where {@link PullRequest.history} or {@link PullRequest.past} asked for them. */
  readonly history?: Readonly<Record<string, readonly PastValue[]>>;
}

/** Names one record of a CRM. */
export interface RecordRef {
  readonly object: string;
  readonly id: string;
}

/** A record that is no longer there, or no longer writable: what it was goes on as another one, where the CRM says which. */
export interface RecordGoneNotice extends RecordRef {
  /** The survivor of a merge, of the same object. */
  readonly mergedInto?: string;
  /** What a conversion made of it, of another object. */
  readonly convertedInto?: RecordRef;
}

/** A record that came but could not be read; it is counted and reported, never dropped in silence. */
export interface UnreadableRecord {
  readonly object: string;
  readonly id: string | null;
  readonly message: string;
}

/**
 * How far one object has been read, on the source's own time. Opaque to the store, typed for the adapter.
 * - `full`: everything with an id up to `lowerId` has been read; the walk began at `startedAt`. `changes` is where the changes since
 *   then begin, for an adapter that can read them while the walk goes on.
 * - `changes`: everything modified before `modified` has been read, and within that instant every id up to `id`;
 *   `archivedAt` says when the CRM's list of deleted records was last read, where it has one.
 */
export type Cursor =
  | {
      readonly phase: 'full';
      readonly startedAt: Instant;
      readonly lowerId: string;
      readonly changes?: ChangesCursor;
    }
  | ChangesCursor;

/** See {@link Cursor}. */
export interface ChangesCursor {
  readonly phase: 'changes';
  readonly modified: Instant;
  readonly id: string;
  readonly archivedAt?: Instant;
}

/** Read past values of `fields` for records whose `counter` field holds at least `atLeast`. */
export interface HistoryRequest {
  readonly fields: readonly string[];
  readonly counter: string;
  readonly atLeast: number;
}

/**
 * In a full walk, read along all past values of `fields` for the records whose present value of any of them is neither empty nor among
 * `unless`. Changes come without: from the walk on, whoever stores the records has their history.
 */
export interface PastRequest {
  readonly fields: readonly string[];
  /** Values with which a record has no past worth a request: those that every record begins with. */
  readonly unless: readonly string[];
}

/** The ids of one object that whoever asks believes to be there, page by page, each once. */
export type KnownIds = () => AsyncIterable<readonly string[]>;

export interface PullRequest {
  readonly object: string;
  /** Field names to read; names the CRM does not know raise `FieldGone`. */
  readonly fields: readonly string[];
  /** Where the last run stopped; `null` starts a full walk. */
  readonly cursor: Cursor | null;
  /** Associations to read along; a subset of the object's declared ones. */
  readonly associations: readonly string[];
  readonly history?: HistoryRequest;
  /** Only of an object that declares {@link ObjectCapability.past}; its requests count as `activityCalls`. */
  readonly past?: PastRequest;
  /** For a CRM that does not tell what was deleted: which ids to look for. Without them nothing of that kind is told. */
  readonly known?: KnownIds;
  /** Stops between pages. The generator then ends by throwing the signal's reason. */
  readonly signal: AbortSignal;
}

/** What one commit of the store holds: its records and the cursor that is true once they are stored. */
export interface PullPage {
  readonly records: readonly CrmRecord[];
  readonly gone: readonly RecordGoneNotice[];
  readonly unreadable: readonly UnreadableRecord[];
  /** True after this page and every page before it have been stored. */
  readonly cursor: Cursor;
  /** Records the walk expects in all, for the progress bar; `null` where unknown. */
  readonly expected: number | null;
}

/** Fields to set on one record. A `null` clears the field. */
export interface RecordChange {
  readonly id: string;
  readonly fields: Fields;
}

/**
 * What became of one {@link RecordChange}; a push returns exactly one for each, in the order given.
 * - `written`: `fields` holds what the CRM answered for the fields sent; `modifiedAt` the record's new stamp.
 * - `refused`: this record as it is will never be accepted; do not send it again until something changes.
 * - `gone`: the record was deleted, merged into `mergedInto`, or converted into `convertedInto`.
 * - `unknown`: no answer came; the write may have happened. Sending it again is harmless.
 */
export type PushOutcome =
  | { readonly id: string; readonly status: 'written'; readonly fields: Fields; readonly modifiedAt: Instant }
  | {
      readonly id: string;
      readonly status: 'refused';
      readonly code: string;
      readonly message: string;
      readonly field?: string;
    }
  | {
      readonly id: string;
      readonly status: 'gone';
      readonly mergedInto?: string;
      readonly convertedInto?: RecordRef;
    }
  | { readonly id: string; readonly status: 'unknown'; readonly message: string };

export interface PushRequest {
  readonly object: string;
  /** At most {@link Adapter.limits}`.pushBatch` changes with distinct ids, or from `bulkPush.from` to `bulkPush.most` of them. */
  readonly changes: readonly RecordChange[];
  readonly signal: AbortSignal;
}

/** Something a person has to do about one record. */
export interface TaskDraft {
  /** Names the task for ever: however often a draft is sent, the CRM holds one task of this key. At most 255 characters. */
  readonly key: string;
  /** The record that the task is about. */
  readonly object: string;
  readonly recordId: string;
  /** The CRM's own id of the person who has to do it; `null` leaves it to whoever looks. */
  readonly ownerId: string | null;
  readonly title: string;
  /** Plain text, lines separated by `\n`. */
  readonly body: string;
  readonly dueAt: Instant;
}

/**
 * What became of one {@link TaskDraft}.
 * - `created`: the CRM holds the task, from this request or an earlier one; what people did to it since was left alone.
 * - `refused`: this draft as it is will never be accepted.
 * - `unknown`: no answer came; sending the draft again is harmless.
 */
export type TaskOutcome =
  | { readonly key: string; readonly status: 'created'; readonly id: string }
  | { readonly key: string; readonly status: 'refused'; readonly code: string; readonly message: string }
  | { readonly key: string; readonly status: 'unknown'; readonly message: string };

/** One connection to one account of a CRM. Errors thrown: see `errors.ts`, named by what the caller does next. */
export interface Adapter {
  readonly capabilities: Capabilities;
  readonly limits: AdapterLimits;
  /** The verifying read: who are we connected to? */
  account(signal: AbortSignal): Promise<Account>;
  describe(object: string, signal: AbortSignal): Promise<readonly FieldDescription[]>;
  /** Pages of a full walk or of the changes since the cursor. Pages may be consumed while later ones are being read. */
  pull(request: PullRequest): AsyncIterable<PullPage>;
  /**
   * The given records as they stand at this moment, in the form in which a pull gives them, from the CRM's primary store and not from
   * a search index. Records that are gone (deleted, merged away, converted) or cannot be read are left out; order is not promised.
   * Throws `FieldGone` for a field that is gone, `RequestRefused` for more ids than {@link Adapter.limits}`.readBatch`.
   */
  read(request: ReadRequest): Promise<readonly CrmRecord[]>;
  push(request: PushRequest): Promise<readonly PushOutcome[]>;
  /** Creates the tasks that are not there yet. At most {@link Adapter.limits}`.pushBatch` drafts with distinct keys; one outcome for each, in the order given. */
  createTasks(tasks: readonly TaskDraft[], signal: AbortSignal): Promise<readonly TaskOutcome[]>;
  /** Creates the fields that are missing; returns the names created. Safe to repeat. */
  provision(fields: readonly FieldSpec[], signal: AbortSignal): Promise<readonly string[]>;
  counts(): CallCounts;
  /** `null` where the CRM has not told, or never tells. */
  accountUsage(): AccountUsage | null;
  /** Releases timers and sockets. */
  close(): Promise<void>;
}
