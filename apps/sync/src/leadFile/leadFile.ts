import type { Lead } from '@tamis/core';

/** One row of a file: a lead, or why it is none. `line` counts from 1. */
export type LeadRow =
  | { readonly line: number; readonly lead: Lead }
  | { readonly line: number; readonly problem: string };

/** Leads of a file, read as a stream. */
export interface LeadFile {
  /** Lead paths that the file's columns give; `null` where every row may give any (JSON lines). */
  readonly columns: ReadonlySet<string> | null;
  readonly rows: AsyncIterable<LeadRow>;
}
