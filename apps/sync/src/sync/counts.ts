/**
 * What a run did, in numbers that reconcile:
 * `pulled = changed + unchanged + echoes + deleted + unreadable` over distinct lead records, and
 * `planned = written + refused + deferred` over records to write.
 */
export interface Counts {
  pulled: number;
  changed: number;
  unchanged: number;
  echoes: number;
  deleted: number;
  unreadable: number;
  /** Companies, deals and activities read. */
  related: number;
  /** Leads scored and qualified; a lead that changed twice in a run counts twice. */
  evaluated: number;
  planned: number;
  written: number;
  refused: number;
  deferred: number;
  /** Tasks that the CRM holds for leads handed over to sales. */
  handedOver: number;
}

/** Counts of a run that did nothing yet. */
export function noCounts(): Counts {
  return {
    pulled: 0,
    changed: 0,
    unchanged: 0,
    echoes: 0,
    deleted: 0,
    unreadable: 0,
    related: 0,
    evaluated: 0,
    planned: 0,
    written: 0,
    refused: 0,
    deferred: 0,
    handedOver: 0,
  };
}
