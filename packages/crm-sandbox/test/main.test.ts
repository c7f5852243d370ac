import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from './support/connection.ts';

const MAIN = new URL('../src/main.ts', import.meta.url).pathname;
const children: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function run(...args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [MAIN, ...args]);
  children.push(child);
  return child;
}

async function firstLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  const [line] = await once(createInterface(child.stdout), 'line');
  return String(line);
}

async function ending(child: ChildProcessWithoutNullStreams): Promise<{ code: number; error: string }> {
  let error = '';
  child.stderr.on('data', (chunk: Buffer) => {
    error += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code: Number(code), error };
}

describe('the sandbox as a process', () => {
  it('says in one line of JSON where it is and how to connect, and serves the leads it was asked for', async () => {
    const child = run(
      '--vendor',
      'hubspot',
      '--port',
      '0',
      '--seed-contacts',
      '20',
      '--seed',
      '3',
      '--now',
      '2026-06-01T00:00:00Z',
    );
    const ready = JSON.parse(await firstLine(child));
    expect(ready).toMatchObject({
      ready: true,
      vendor: 'hubspot',
      clientId: expect.any(String),
      clientSecret: expect.any(String),
    });
    const response = await fetch(`${ready.url}/crm/v3/objects/contacts/search`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ready.accessToken}` },
      body: '{}',
    });
    expect(await response.json()).toMatchObject({ total: 20 });
  });

  it.each([
    ['hubspot', '/crm/v3/objects/contacts'],
    ['salesforce', '/services/data/v66.0/sobjects'],
  ])('stands in for %s with a token that works at once', async (vendor, path) => {
    const ready = JSON.parse(await firstLine(run('--vendor', vendor, '--seed-contacts', '3')));
    expect(ready).toMatchObject({ vendor, contacts: 3, leads: null });
    const authorization = `Bearer ${ready.accessToken}`;
    expect((await fetch(`${ready.url}${path}`, { headers: { authorization } })).status).toBe(200);
  });

  it('ends when its parent’s end of stdin closes', async () => {
    const child = run('--exit-with-parent');
    await firstLine(child);
    child.stdin.end();
    expect((await ending(child)).code).toBe(0);
  });

  it('says in one line that the port is taken', async () => {
    const { sandbox } = await connect();
    const { code, error } = await ending(run('--port', new URL(sandbox.url).port));
    expect(code).toBe(1);
    expect(error.trim().split('\n')).toHaveLength(1);
    expect(error).toContain('EADDRINUSE');
  });

  it.each([['--vendor', 'unknown'], ['--now', 'yesterday'], ['--nonsense']])(
    'a wrong command line (%s) ends with code 2',
    async (...args) => {
      const { code, error } = await ending(run(...args));
      expect(code).toBe(2);
      expect(error).toContain('The sandbox does not start');
    },
  );
});
