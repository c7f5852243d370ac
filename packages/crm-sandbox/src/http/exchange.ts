/** A request as the handlers see it: read whole, nothing parsed but the address. */
export interface HttpRequest {
  readonly method: string;
  /** Path without the query, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The body itself while it has not been read: handlers of long bodies take it as a stream. */
  readonly stream: AsyncIterable<Buffer>;
}

/** What is sent back; at most one of `json`, `text` and `lines`. */
export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  /** Lines of a long answer, sent as they are made. */
  readonly lines?: Iterable<string>;
}

/** The answer's body as one text. */
export function replyText(reply: HttpReply): string {
  if (reply.json !== undefined) return JSON.stringify(reply.json);
  return reply.text ?? '';
}

/** The content type that fits the answer's body. */
export function contentTypeOf(reply: HttpReply): string {
  if (reply.json !== undefined) return 'application/json;charset=utf-8';
  return reply.lines === undefined ? 'text/html;charset=utf-8' : 'application/x-ndjson';
}
