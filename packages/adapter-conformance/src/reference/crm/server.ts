import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ExampleCrm } from './exampleCrm.ts';
import { exchange } from './exchange.ts';

/** An example CRM behind an address of its own. */
export interface ServedCrm {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an example CRM over HTTP on this machine, on a free port. */
export async function serveCrm(crm: ExampleCrm): Promise<ServedCrm> {
  const server = createServer((incoming, outgoing) => void serve(crm, incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function serve(crm: ExampleCrm, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming;
  const body = await text(incoming);
  const answer = await exchange(crm, { method, path: url, authorization: headers.authorization, body });
  if (answer === null) incoming.socket.destroy();
  else outgoing.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.text);
}
