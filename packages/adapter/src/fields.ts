/** What the fields of a CRM's objects are, as the contract describes them. */

/** What a field holds. */
export type FieldType =
  | 'text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'enumeration'
  | 'multi-enumeration';

/** One field of an object. */
export interface FieldDescription {
  readonly object: string;
  /** API name: the key, stable under renaming. */
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly writable: boolean;
  /** The CRM computes it and may change it without a new modified date. */
  readonly calculated: boolean;
  /** Values that the CRM accepts, where it restricts them. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Longest text accepted, in UTF-16 units, where known. */
  readonly maxLength?: number;
}

/** A field of the product's own that `Adapter.provision` creates where it is missing. */
export interface FieldSpec {
  readonly object: string;
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly type: FieldType;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** No two records may hold the same value: the CRM refuses the second. */
  readonly unique?: boolean;
}
