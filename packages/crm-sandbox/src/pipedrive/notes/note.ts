import type { Json } from '../records/record.ts';

/** A note, with what it is pinned to. */
export interface Note {
  readonly id: number;
  readonly content: string;
  readonly links: Readonly<Record<string, Json>>;
  readonly addTime: number;
  readonly updateTime: number;
}
