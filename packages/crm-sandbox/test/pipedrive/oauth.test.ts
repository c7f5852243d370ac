import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectPipedrive, type PipedriveConnection } from './support/connection.ts';

const CALLBACK = 'https://tamis.example/callback';

function authorizeAddress({ sandbox }: PipedriveConnection, more: Record<string, string> = {}): string {
  const { clientId } = sandbox.credentials;
  const query = new URLSearchParams({ client_id: clientId, redirect_uri: CALLBACK, state: 's1', ...more });
  return `${sandbox.url}/oauth/authorize?${query}`;
}

/** Allows the app, and gives the code that came back. */
async function allow(connection: PipedriveConnection, more: Record<string, string> = {}): Promise<string> {
  const reply = await fetch(authorizeAddress(connection, more), {
    method: 'POST',
    body: new URLSearchParams({ decision: 'allow' }),
    redirect: 'manual',
  });
  const target = new URL(reply.headers.get('location') ?? '');
  expect(target.searchParams.get('state')).toBe('s1');
  return target.searchParams.get('code') ?? '';
}

const exchange = (connection: PipedriveConnection, code: string, more: Record<string, string> = {}) =>
  connection.post('/oauth/token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: CALLBACK,
    ...more,
  });

const refresh = (connection: PipedriveConnection, token: string) =>
  connection.post('/oauth/token', { grant_type: 'refresh_token', refresh_token: token });

describe('OAuth, facts 1 to 6', () => {
  it('a person sees what the app asks for, and installs it with a button', async () => {
    const connection = await connectPipedrive();
    const page = await (await fetch(authorizeAddress(connection))).text();
    expect(page).toContain('<code>contacts:full</code>');
    expect(page).toMatch(/<form method="post"/);
    expect(page).toMatch(/<button[^>]*>Allow and Install<\/button>/);
  });

  it('refusing brings the app its state and no code', async () => {
    const connection = await connectPipedrive();
    const reply = await fetch(authorizeAddress(connection), {
      method: 'POST',
      body: new URLSearchParams({ decision: 'cancel' }),
      redirect: 'manual',
    });
    const { searchParams } = new URL(reply.headers.get('location') ?? '');
    expect(Object.fromEntries(searchParams)).toEqual({ error: 'user_denied', state: 's1' });
  });

  it('an unknown client or a callback that is not registered gets a page, and nobody is sent anywhere', async () => {
    const connection = await connectPipedrive();
    await connection.control('PATCH', '/settings', { oauth: { redirectUris: ['https://other.example/'] } });
    for (const address of [
      authorizeAddress(connection),
      authorizeAddress(connection, { client_id: 'nobody' }),
    ]) {
      const reply = await fetch(address, { method: 'POST', redirect: 'manual' });
      expect(reply.status).toBe(400);
      expect(reply.headers.has('location')).toBe(false);
    }
  });

  it('1, 2, 4: a code is exchanged with Basic credentials, and the answer says scope, lifetime and where the API is', async () => {
    const connection = await connectPipedrive();
    const code = await allow(connection);
    const { status, json } = await exchange(connection, code);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      api_domain: connection.sandbox.url,
      scope: expect.stringContaining('contacts:full'),
    });
    const me = await connection.bearer(json.access_token, 'GET', '/api/v1/users/me');
    expect(me.json.data).toMatchObject({
      company_domain: 'rendezvous-sandbox',
      timezone_name: 'Europe/Paris',
    });
  });

  it('1: without the secret there are no tokens', async () => {
    const connection = await connectPipedrive();
    const code = await allow(connection);
    const reply = await connection.form('/oauth/token', {
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
    });
    expect(reply).toMatchObject({ status: 401, json: { success: false, error: 'invalid_client' } });
  });

  it('2: a code is good once, for its callback address, and for five minutes', async () => {
    const connection = await connectPipedrive();
    const code = await allow(connection);
    expect((await exchange(connection, code)).status).toBe(200);
    expect(await exchange(connection, code)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    const other = await allow(connection);
    expect((await exchange(connection, other, { redirect_uri: 'https://evil.example/' })).status).toBe(400);
    const late = await allow(connection);
    await connection.control('POST', '/clock', { advanceMs: 5 * 60_000 });
    expect((await exchange(connection, late)).status).toBe(400);
  });

  it('a code with a challenge needs its verifier', async () => {
    const connection = await connectPipedrive();
    const verifier = 'a-verifier-that-is-long-enough-for-the-standard-to-take';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    const wrong = await exchange(connection, await allow(connection, pkce), { code_verifier: 'another' });
    expect(wrong.status).toBe(400);
    const right = await exchange(connection, await allow(connection, pkce), { code_verifier: verifier });
    expect(right.status).toBe(200);
  });

  it('3: a refresh gives the same refresh token, or by the switch a new one that ends the old', async () => {
    const connection = await connectPipedrive();
    const { refreshToken } = await connection.control('POST', '/tokens', {});
    expect((await refresh(connection, refreshToken)).json.refresh_token).toBe(refreshToken);
    await connection.control('PATCH', '/settings', { unknowns: { refreshToken: 'single-use' } });
    const { json } = await refresh(connection, refreshToken);
    expect(json.refresh_token).not.toBe(refreshToken);
    const again = await refresh(connection, refreshToken);
    expect(again.status).toBe(400);
    expect(again.json.message).toContain('or it was already exchanged');
    expect((await refresh(connection, json.refresh_token)).status).toBe(200);
  });

  it('an access token ends after its lifetime, by the sandbox’s clock', async () => {
    const connection = await connectPipedrive();
    const { accessToken } = await connection.control('POST', '/tokens', {});
    expect((await connection.bearer(accessToken, 'GET', '/api/v2/persons')).status).toBe(200);
    await connection.control('POST', '/clock', { advanceMs: 3600_000 });
    expect(await connection.bearer(accessToken, 'GET', '/api/v2/persons')).toMatchObject({
      status: 401,
      json: { success: false, error: 'unauthorized access', errorCode: 401, error_info: expect.any(String) },
    });
  });

  it('5: unknown tokens get a 401, a closed company a 402, a missing scope a 403', async () => {
    const connection = await connectPipedrive();
    expect((await connection.bearer('nonsense', 'GET', '/api/v2/persons')).status).toBe(401);
    const { accessToken } = await connection.control('POST', '/tokens', {
      scopes: ['base', 'contacts:read'],
    });
    expect((await connection.bearer(accessToken, 'PATCH', '/api/v2/persons/101', {})).status).toBe(403);
    await connection.control('PATCH', '/settings', { company: { open: false } });
    expect(await connection.api('GET', '/api/v2/persons')).toMatchObject({
      status: 402,
      json: { success: false, errorCode: 402 },
    });
  });

  it('revoking the refresh token ends the installation', async () => {
    const connection = await connectPipedrive();
    const { accessToken, refreshToken } = await connection.control('POST', '/tokens', {});
    expect((await connection.post('/oauth/revoke', { token: refreshToken })).status).toBe(200);
    expect((await connection.bearer(accessToken, 'GET', '/api/v2/persons')).status).toBe(401);
    expect((await refresh(connection, refreshToken)).status).toBe(400);
  });

  it('6: an uninstall ends all tokens and calls DELETE on the callback address', async () => {
    const connection = await connectPipedrive();
    const callback = await listening();
    await connection.control('PATCH', '/settings', { oauth: { redirectUris: [callback.url] } });
    const { accessToken } = await connection.control('POST', '/tokens', {});
    const { told } = await connection.control('POST', '/tokens/revoke');
    expect(told).toEqual([{ url: callback.url, status: 200 }]);
    expect(callback.requests).toMatchObject([
      { method: 'DELETE', authorization: expect.stringMatching(/^Basic /), body: { company_id: 7_700_123 } },
    ]);
    expect((await connection.bearer(accessToken, 'GET', '/api/v2/persons')).status).toBe(401);
  });
});

interface Heard {
  readonly method: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** An app's callback address, and what it heard. */
async function listening(): Promise<{ url: string; requests: Heard[] }> {
  const requests: Heard[] = [];
  const server = createServer(async (request, reply) => {
    const { method, headers } = request;
    requests.push({ method, authorization: headers.authorization, body: JSON.parse(await bodyOf(request)) });
    reply.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`, requests };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
