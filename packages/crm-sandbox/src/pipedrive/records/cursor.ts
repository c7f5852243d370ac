import { z } from 'zod';
import { validationFailed } from '../errors.ts';
import type { Position } from './recordOrder.ts';

/** Where a list goes on: the first record of the next page, in the order of the list. */
export interface Cursor {
  readonly field: string;
  readonly sortDirection: 'asc' | 'desc';
  readonly position: Position;
}

const cursorSchema = z.object({
  field: z.string(),
  fieldValue: z.union([z.string(), z.number(), z.null()]),
  sortDirection: z.enum(['asc', 'desc']),
  id: z.number(),
});

/** An opaque text. */
export function writeCursor({ field, sortDirection, position }: Cursor): string {
  const json = { field, fieldValue: position.value, sortDirection, id: position.order };
  return Buffer.from(JSON.stringify(json)).toString('base64url');
}

/** Reads what {@link writeCursor} wrote; throws the 400 for anything else. */
export function readCursor(text: string): Cursor {
  try {
    const read = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    const { field, sortDirection, fieldValue: value, id: order } = read;
    return { field, sortDirection, position: { value, order } };
  } catch {
    throw validationFailed('cursor: Invalid cursor');
  }
}
