import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contentTypeOf, type HttpReply, type HttpRequest, replyText } from './exchange.ts';

/** What answers a request; it gets the arrival at once, and the body as a stream. */
export type Serve = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/** A listening server. */
export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts listening. Connections stay open for longer than clients keep them, so that none is closed under a request. */
export async function listen(
  serve: Serve,
  address: { readonly port: number; readonly host: string },
): Promise<RunningServer> {
  const server = createServer({ keepAliveTimeout: 75_000 }, (incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => fail(outgoing, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://${address.host}:${port}`, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

/** A fault of the sandbox itself must be seen at once by whoever tests against it. */
function fail(outgoing: ServerResponse, error: unknown): void {
  process.stderr.write(
    `The sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  if (!outgoing.headersSent) outgoing.writeHead(500, { 'Content-Type': 'application/json' });
  outgoing.end(
    JSON.stringify({ status: 'error', message: 'The sandbox itself failed; see its error output.' }),
  );
}

/** Reads method, address and headers; the body comes later. */
export function requestHead(incoming: IncomingMessage): Omit<HttpRequest, 'body'> {
  const url = new URL(incoming.url ?? '/', 'http://sandbox');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    stream: incoming,
  };
}

export async function readText(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export async function send(outgoing: ServerResponse, reply: HttpReply): Promise<void> {
  const headers = { 'Content-Type': contentTypeOf(reply), ...reply.headers };
  if (reply.lines !== undefined) return sendLines(outgoing, reply, headers);
  const body = Buffer.from(replyText(reply));
  if (body.length === 0) outgoing.writeHead(reply.status, reply.headers).end();
  else outgoing.writeHead(reply.status, { ...headers, 'Content-Length': body.length }).end(body);
}

async function sendLines(
  outgoing: ServerResponse,
  reply: HttpReply,
  headers: Record<string, string>,
): Promise<void> {
  outgoing.writeHead(reply.status, headers);
  for (const line of reply.lines ?? []) {
    const flowing = outgoing.write(`${line}\n`);
    if (!flowing) await new Promise((resolve) => outgoing.once('drain', resolve));
  }
  outgoing.end();
}
