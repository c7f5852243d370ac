import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';

/** A way to the database that can be cut and mended, as a network or a restarting server does it. */
export interface Gateway extends AsyncDisposable {
  /** The same database, reached through the gateway. */
  readonly databaseUrl: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Opens a gateway in front of the database of a connection string. */
export async function openGateway(databaseUrl: string): Promise<Gateway> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = dial(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  };
  const port = await listen(0);
  const cut = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  const through = new URL(databaseUrl);
  through.host = `127.0.0.1:${port}`;
  return {
    databaseUrl: through.href,
    cut,
    mend: async () => void (await listen(port)),
    [Symbol.asyncDispose]: async () => {
      if (server.listening) await cut();
    },
  };
}
