import type { HttpReply } from '../http/exchange.ts';
import type { Json } from './records/record.ts';

/** A call that went well, with what it gives. */
export function answer(data: Json, status = 200): HttpReply {
  return { status, json: { success: true, data } };
}
