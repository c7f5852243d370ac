import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Door, OutcomeUnknown, Unavailable } from '../src/index.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
}

function open(): Door {
  const door = new Door({ headersTimeoutMs: 100, idleTimeoutMs: 100, maxBodyBytes: 1000 });
  cleanups.push(() => door.close());
  return door;
}

function ask(door: Door, url: string, effect: 'read' | 'write', signal = new AbortController().signal) {
  return door.send({ method: 'POST', url, headers: {}, body: '{"a":1}', effect, signal });
}

const SILENCES: Readonly<Record<string, RequestListener>> = {
  'no status line': () => undefined,
  'silence within the body': (_request, response) => {
    response.writeHead(200, { 'content-length': '50' });
    response.write('{"half"');
  },
  'a reset within the body': (_request, response) => {
    response.writeHead(200, { 'content-length': '50' });
    response.write('{"half"', () => response.destroy());
  },
  'a body without end': (_request, response) => {
    response.end('x'.repeat(5000));
  },
};

describe('a request that gets no complete answer', () => {
  it.each(Object.entries(SILENCES))(
    '%s: a read may be repeated, a write may have happened',
    async (_name, listener) => {
      const url = await serve(listener);
      const door = open();
      await expect(ask(door, url, 'read')).rejects.toThrow(Unavailable);
      await expect(ask(door, url, 'write')).rejects.toThrow(OutcomeUnknown);
    },
  );

  it('nothing was done where no connection came about', async () => {
    const url = await serve(() => undefined);
    for (const cleanup of cleanups.splice(0)) cleanup();
    await expect(ask(open(), url, 'write')).rejects.toThrow(Unavailable);
  });

  it('the reason of the signal wins', async () => {
    const url = await serve(() => undefined);
    const leaving = new AbortController();
    const sent = ask(open(), url, 'write', leaving.signal);
    leaving.abort(new Error('the run was stopped'));
    await expect(sent).rejects.toThrow('the run was stopped');
  });

  it('never repeats query or body in its message', async () => {
    const url = `${await serve(() => undefined)}?secret=canary`;
    const error = await ask(open(), url, 'read').catch((reason: unknown) => String(reason));
    expect(error).not.toContain('canary');
    expect(error).toContain('/x');
  });
});
