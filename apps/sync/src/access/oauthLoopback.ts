import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { OAuthFlow, TokenSet } from '@tamis/adapter';
import { UsageError } from '../cli/exit.ts';

const PATH = '/oauth/callback';
const WAIT_MS = 10 * 60_000;

/** How the consent is shown and awaited. */
export interface LoopbackRequest {
  /** Fixed, because vendors compare the callback address letter by letter; 0 takes a free one, for a stand-in that does not. */
  readonly port: number;
  readonly signal: AbortSignal;
  /** Shows the consent page's address to the person. */
  readonly show: (address: string) => void;
}

/**
 * Authorization code grant with a callback on this machine's loopback address (RFC 8252 §7.3), `state` and PKCE (RFC 7636).
 * The listener lives for one consent.
 */
export async function authorizeInBrowser(flow: OAuthFlow, request: LoopbackRequest): Promise<TokenSet> {
  const state = randomBytes(32).toString('base64url');
  const codeVerifier = randomBytes(32).toString('base64url');
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const server = await listen(request.port);
  const redirectUri = `http://localhost:${portOf(server)}${PATH}`;
  try {
    request.show(flow.authorizeUrl({ redirectUri, state, codeChallenge }));
    const code = await codeFrom(server, {
      state,
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(WAIT_MS)]),
    });
    return await flow.exchange({ code, redirectUri, codeVerifier });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function listen(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new UsageError(
              `Port ${port} is in use. Free it, or set TAMIS_OAUTH_PORT and the same callback address in the CRM's app.`,
            )
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The callback listens on no port.');
  return address.port;
}

function codeFrom(
  server: Server,
  { state, signal }: { state: string; signal: AbortSignal },
): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () =>
      reject(new UsageError('Nobody allowed the access. Run the command again.')),
    );
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const answer = readCallback(request.url ?? '/', state);
      response.writeHead(answer.status, { 'content-type': 'text/plain; charset=utf-8' }).end(answer.text);
      if (answer.code !== undefined) resolve(answer.code);
      if (answer.refused !== undefined) reject(new UsageError(answer.refused));
    });
  });
}

interface CallbackAnswer {
  readonly status: number;
  readonly text: string;
  readonly code?: string;
  readonly refused?: string;
}

function readCallback(address: string, state: string): CallbackAnswer {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  if (pathname !== PATH || searchParams.get('state') !== state) return { status: 404, text: 'Not found.' };
  const code = searchParams.get('code');
  if (code !== null) return { status: 200, text: 'Tamis is connected. You may close this page.', code };
  const reason = searchParams.get('error_description') ?? searchParams.get('error') ?? 'no reason given';
  return {
    status: 200,
    text: 'The access was refused. You may close this page.',
    refused: `The CRM refused the access: ${reason}`,
  };
}
