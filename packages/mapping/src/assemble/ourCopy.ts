import type { Instant } from '@tamis/adapter';
import type { SourceRecord } from './input.ts';

/** When a field was changed by people, and when by us. */
export type FieldTimes = Pick<SourceRecord, 'changed' | 'ourWrites'>;

/** When a person last changed the field; `undefined` where nobody was seen to. */
export function changedAt({ changed }: Pick<FieldTimes, 'changed'>, field: string): Instant | undefined {
  return Object.hasOwn(changed, field) ? changed[field] : undefined;
}

/** When we wrote what the field holds; `null` where it is somebody's own word. */
export function copiedAt({ changed, ourWrites = {} }: FieldTimes, field: string): Instant | null {
  const ours = Object.hasOwn(ourWrites, field) ? ourWrites[field] : undefined;
  const theirs = changedAt({ changed }, field) ?? Number.NEGATIVE_INFINITY;
  return ours !== undefined && ours > theirs ? ours : null;
}
