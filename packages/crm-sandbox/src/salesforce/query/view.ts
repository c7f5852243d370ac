import type { Field } from '../objects/field.ts';

/**
 * One object as a query sees it: columns of rows. Kept records and what the Tooling API computes are both seen through it, so that
 * one evaluator serves both.
 */
export interface View {
  /** The object's name as answers give it. */
  readonly name: string;
  /** What a name in the query stands for; `null` where it stands for nothing that the user sees. */
  column(name: string): Column | null;
  /** Rows that can fit, deleted ones among them, in an order that {@link Stretch.order} names. */
  stretch(bounds: Bounds): Stretch;
  isDeleted(row: number): boolean;
  /** The address of a record below the data service; `null` where it has none. */
  address(row: number): string | null;
}

/** A value of each row; through a relation where the name has dots. */
export interface Column {
  readonly field: Field;
  value(row: number): string | null;
  /** The parts of the name: relations, then the field. */
  readonly path: readonly string[];
  /** For a relation: what the related record is and where; `null` where there is none. */
  related(row: number): { readonly type: string; readonly address: string } | null;
}

/** Rows that a condition cannot rule out by id or stamp alone. */
export interface Stretch {
  readonly rows: Uint32Array;
  readonly order: 'id' | 'stamp' | 'stamp-then-id';
}

/** What a condition says of stamp (epoch milliseconds) and id (its 15 characters): nothing outside can fit. */
export interface Bounds {
  readonly stampFrom: number;
  readonly stampTo: number;
  readonly idFrom: string | null;
}
