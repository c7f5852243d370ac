import type { FieldDescription } from '@tamis/adapter';

/** One field of an object: how the contract names it, and how Pipedrive does. */
export interface Field {
  readonly description: FieldDescription;
  /** Pipedrive's key in a record: 40 hex characters for a field that people made. */
  readonly key: string;
  /** Pipedrive's type, which says how a value is wrapped. */
  readonly kind: string;
  readonly custom: boolean;
  /** Comes only where the request's `include_fields` names it. */
  readonly onRequest: boolean;
  /** What is shown for Pipedrive's option numbers: our own values of a field of ours, or the options' names. */
  readonly ownValues?: ReadonlyMap<string, string>;
  /** Built here from what a record holds under other keys; a lead's person is read along for it. */
  readonly source?: 'record' | 'person';
}

/** The fields of an object by the contract's name. */
export type FieldMap = ReadonlyMap<string, Field>;
