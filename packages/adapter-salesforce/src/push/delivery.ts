import type { PushOutcome, RecordChange } from '@tamis/adapter';
import type { Polling } from '../client/bulk/polling.ts';
import type { SalesforceClient } from '../client/index.ts';
import type { Catalogue } from '../describe.ts';
import type { SalesforceObject } from '../objects.ts';
import type { WireError } from '../wire.ts';

/** What pushes work with. */
export interface PushDesk {
  readonly client: SalesforceClient;
  readonly catalogue: Catalogue;
  readonly polling: Polling;
}

/** One push under way. */
export interface Delivery extends PushDesk {
  readonly object: SalesforceObject;
  readonly signal: AbortSignal;
}

/** Outcomes by record id. */
export type Outcomes = ReadonlyMap<string, PushOutcome>;

/** One change with what Salesforce said against it. */
export interface Refused {
  readonly change: RecordChange;
  readonly error: WireError;
}

/** The code of a refused row. */
export function codeOf({ statusCode, errorCode }: WireError): string {
  return statusCode ?? errorCode ?? 'REFUSED';
}

/**
 * Outcomes of rows that were written. Neither collections nor jobs say which values the row holds now or how it was stamped, and a query for it would be
 * half as many requests again: so the values sent count as held, and the stamp as the latest possible one. A row is not stamped later than its answer
 * was sent, whose `Date` has whole seconds: so not after that second. A record that comes back with our values and a stamp up
 * to then is our own write; a person's change differs in its values.
 */
export function written(client: SalesforceClient, changes: readonly RecordChange[]): Outcomes {
  const modifiedAt = (Math.floor(client.answeredAt() / 1000) + 1) * 1000 - 1;
  return new Map(changes.map(({ id, fields }) => [id, { id, status: 'written', fields, modifiedAt }]));
}

/** Outcomes of rows of which no answer came. */
export function unknown(changes: readonly RecordChange[], message: string): Outcomes {
  return new Map(changes.map(({ id }) => [id, { id, status: 'unknown', message }]));
}
