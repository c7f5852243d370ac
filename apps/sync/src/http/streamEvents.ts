import type { Response } from 'express';

const HEARTBEAT_MS = 15_000;

/** Sends each document as a server-sent event until the source ends or the reader has gone: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export async function streamEvents(
  response: Response,
  documents: AsyncIterable<unknown>,
  gone: AbortSignal,
): Promise<void> {
  const source = documents[Symbol.asyncIterator]();
  // The first document decides whether there is anything to follow: until then an error is an ordinary answer.
  let next = await source.next();
  response.set({
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  try {
    while (!next.done && !gone.aborted) {
      response.write(`data: ${JSON.stringify(next.value)}\n\n`);
      next = await source.next();
    }
    response.write('event: end\ndata: {}\n\n');
  } finally {
    clearInterval(heartbeat);
    await source.return?.();
    response.end();
  }
}
