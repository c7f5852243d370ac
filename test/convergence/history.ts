import type { CrmName, Field, Snapshot } from './crms.ts';
import type { Operation } from './operations.ts';

/** What somebody did, or tried to do, to the records of a cluster. */
export interface Happened {
  readonly kind: 'operation';
  readonly at: number;
  readonly cluster: number;
  /** In words, with what was answered where the CRM refused it. */
  readonly what: string;
  readonly operation: Operation['kind'];
  /** Keys of the records that it made or changed; none where the CRM refused it or nothing could take it. */
  readonly keys: readonly string[];
  /** A value of ours that a person replaced by one that the product never writes. */
  readonly overwritten?: { readonly key: string; readonly field: Field; readonly value: string };
  /** What a person decided in the product itself. */
  readonly decided?: Decided;
  /** A field that a workflow set again at once after the product wrote it. */
  readonly rewrote?: { readonly key: string; readonly field: Field };
}

/** A decision in the product about the person that a record shows, or about who that is. */
export type Decided =
  | { readonly kind: 'cut' | 'free'; readonly key: string }
  | { readonly kind: 'join'; readonly key: string; readonly with: string }
  | ({ readonly kind: 'stage'; readonly stage: 'mql' | 'customer' } & Lasting)
  | ({ readonly kind: 'value'; readonly field: 'phone' | 'jobTitle'; readonly value: string } & Lasting);

/** What holds until an instant; `null` for ever. */
export interface Lasting {
  readonly key: string;
  readonly until: number | null;
  /** Told apart from all others by its reason. */
  readonly reason: string;
}

/** What one push of the product carried for one record, by the names of its CRM. */
export interface PushedRecord {
  readonly key: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** One run of one connection, with its CRM as it was before and after. */
export interface Synced {
  readonly kind: 'sync';
  readonly at: number;
  readonly crm: CrmName;
  /** `open`: operations go on. `closing`: nobody does anything any more. `next-day`: what waited for the next day goes out. */
  readonly phase: 'open' | 'closing' | 'next-day';
  /** Number of the closing round, from 1; 0 in the other phases. */
  readonly round: number;
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly pushed: readonly PushedRecord[];
}

/** Everything that happened in a world, in order, as far as the oracle may know of it. */
export interface History {
  readonly events: readonly (Happened | Synced)[];
  /** The cluster of each record, by key. */
  readonly clusterOf: ReadonlyMap<string, number>;
  /** Reasons of the decisions of which a lead's history says that they ended. */
  readonly ended: ReadonlySet<string>;
}
