/** A lead on its way to becoming a deal. */
export interface Conversion {
  readonly id: string;
  readonly leadId: string;
  /** The sandbox's time at which it is done. */
  readonly due: number;
}
