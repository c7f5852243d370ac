import type { Metadata } from './metadata.ts';

/** A field as the Tooling API made it. */
export interface CustomFieldEntry {
  readonly id: string;
  readonly object: string;
  /** The API name, with `__c`. */
  readonly name: string;
  readonly metadata: Metadata;
}
