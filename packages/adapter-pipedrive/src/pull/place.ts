import type { Instant } from '@tamis/adapter';

/**
 * How far a walk has come: in which of the object's lists, behind which record, and where Pipedrive said that the next page
 * begins (v2's opaque cursor, v1's offset). `begunAt` is when the walk began: what changes later is read by the next one.
 */
export interface Place {
  readonly begunAt: Instant;
  readonly list: number;
  /** The last record given; `'0'` before the first one. */
  readonly id: string;
  /** `null` at the beginning of a list. */
  readonly marker: string | null;
}

/** The beginning of a walk. */
export function beginning(begunAt: Instant): Place {
  return { begunAt, list: 0, id: '0', marker: null };
}

/** A place as the text that the contract's cursors hold. */
export function toText({ begunAt, list, id, marker }: Place): string {
  return [begunAt, list, id, ...(marker === null ? [] : [marker])].join(' ');
}

/** Reads such a text; `null` for any other, which is the beginning. */
export function fromText(text: string): Place | null {
  const [begunAt, list, id, ...marker] = text.split(' ');
  if (id === undefined) return null;
  return {
    begunAt: Number(begunAt),
    list: Number(list),
    id,
    marker: marker.length === 0 ? null : marker.join(' '),
  };
}
