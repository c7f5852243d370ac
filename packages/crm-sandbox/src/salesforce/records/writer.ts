import type { SentValues } from '../body.ts';

/**
 * Who writes: a client over the API; a person at the screen, whose transactions may become visible late; or an automated process of
 * Salesforce's own, which moves SystemModstamp and leaves LastModifiedDate.
 */
export interface Writer {
  readonly userId: string;
  readonly kind: 'api' | 'person' | 'system';
}

/** A write of a record that exists (`row`) or not yet (`null`). */
export interface Write {
  readonly row: number | null;
  readonly sent: SentValues;
  readonly by: Writer;
}

/** Values that have been checked, by field name as the field spells it. */
export type CheckedValues = ReadonlyMap<string, string | null>;
