import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Connection, connect } from './support/connection.ts';

const REDIRECT = 'http://127.0.0.1:9/callback';

function authorizeQuery(connection: Connection, more: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({
    client_id: connection.sandbox.credentials.clientId,
    redirect_uri: REDIRECT,
    scope: 'crm.objects.contacts.read crm.schemas.contacts.write',
    state: 'a state',
    ...more,
  });
}

async function decide(
  connection: Connection,
  decision: string,
  more: Record<string, string> = {},
): Promise<URL> {
  const response = await fetch(
    `${connection.sandbox.url}/oauth/authorize?${authorizeQuery(connection, more)}`,
    {
      method: 'POST',
      body: new URLSearchParams({ decision }),
      redirect: 'manual',
    },
  );
  return new URL(response.headers.get('location') ?? '');
}

async function exchange(connection: Connection, fields: Record<string, string>, version = '2026-03') {
  const { clientId, clientSecret } = connection.sandbox.credentials;
  return connection.form(`/oauth/${version}/token`, {
    grant_type: 'authorization_code',
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: REDIRECT,
    ...fields,
  });
}

async function connectApp(connection: Connection) {
  const code = (await decide(connection, 'connect')).searchParams.get('code') ?? '';
  return (await exchange(connection, { code })).json;
}

describe('OAuth, facts 1 to 5', () => {
  it('1: the consent page lists the scopes and has a button that connects the app', async () => {
    const connection = await connect();
    const page = await connection.call('GET', `/oauth/authorize?${authorizeQuery(connection)}`);
    expect(page.status).toBe(200);
    expect(page.json).toContain('Connect app');
    expect(page.json).toContain('crm.schemas.contacts.write');
  });

  it('1: consent leads back with code and state; refusal leads back with an error and the state', async () => {
    const connection = await connect();
    const yes = await decide(connection, 'connect');
    expect(`${yes.origin}${yes.pathname}`).toBe(REDIRECT);
    expect(yes.searchParams.get('state')).toBe('a state');
    expect(yes.searchParams.get('code')).toMatch(/.{20,}/);
    const no = await decide(connection, 'cancel');
    expect(no.searchParams.get('error')).toBe('access_denied');
    expect(no.searchParams.get('state')).toBe('a state');
    expect(no.searchParams.has('code')).toBe(false);
  });

  it('1: an unknown client or a redirect address that is not registered gets no consent page', async () => {
    const connection = await connect();
    const stranger = authorizeQuery(connection, { client_id: 'stranger' });
    expect((await connection.call('GET', `/oauth/authorize?${stranger}`)).status).toBe(400);
    await connection.control('PATCH', '/settings', {
      oauth: { redirectUris: ['https://registered.example/back'] },
    });
    expect((await connection.call('GET', `/oauth/authorize?${authorizeQuery(connection)}`)).status).toBe(400);
  });

  it('1: what an app sends is shown as text and cannot become markup', async () => {
    const connection = await connect();
    const query = authorizeQuery(connection, { state: '"><script>alert(1)</script>' });
    expect((await connection.call('GET', `/oauth/authorize?${query}`)).json).not.toContain('<script>');
  });

  it('2: a code gives tokens once, and only for the redirect address it was asked with', async () => {
    const connection = await connect();
    const code = (await decide(connection, 'connect')).searchParams.get('code') ?? '';
    expect((await exchange(connection, { code })).status).toBe(200);
    expect((await exchange(connection, { code })).json.status).toBe('BAD_AUTH_CODE');
    const other = (await decide(connection, 'connect')).searchParams.get('code') ?? '';
    const moved = await exchange(connection, { code: other, redirect_uri: 'http://127.0.0.1:9/elsewhere' });
    expect(moved).toMatchObject({ status: 400, json: { status: 'MISMATCH_REDIRECT_URI_AUTH_CODE' } });
  });

  it('2: where a code challenge was given, only its verifier gets tokens', async () => {
    const connection = await connect();
    const verifier = 'v'.repeat(50);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const more = { code_challenge: challenge, code_challenge_method: 'S256' };
    const first = (await decide(connection, 'connect', more)).searchParams.get('code') ?? '';
    expect((await exchange(connection, { code: first })).status).toBe(400);
    const second = (await decide(connection, 'connect', more)).searchParams.get('code') ?? '';
    expect((await exchange(connection, { code: second, code_verifier: verifier })).status).toBe(200);
  });

  it.each(['v1', 'v3', '2026-03', '2026-09'])(
    '2: the token endpoint of version %s works',
    async (version) => {
      const connection = await connect();
      const code = (await decide(connection, 'connect')).searchParams.get('code') ?? '';
      const answer = await exchange(connection, { code }, version);
      expect(answer.json).toMatchObject({ token_type: 'bearer', expires_in: 1800 });
      expect(answer.json.scopes).toContain('crm.objects.contacts.read');
    },
  );

  it('2: version 1 of the token endpoint is switched off on 2027-02-16', async () => {
    const connection = await connect({ now: Date.UTC(2027, 1, 16) });
    expect((await exchange(connection, { code: 'any' }, 'v1')).status).toBe(404);
    expect((await exchange(connection, { code: 'any' })).status).toBe(400);
  });

  it('2: introspection and revocation stand beside the token endpoint', async () => {
    const connection = await connect();
    const tokens = await connectApp(connection);
    const { clientId: client_id, clientSecret: client_secret } = connection.sandbox.credentials;
    const app = { client_id, client_secret };
    const introspect = () =>
      connection.form('/oauth/2026-03/token/introspect', { ...app, token: tokens.access_token });
    expect((await introspect()).json).toMatchObject({ active: true, token_use: 'access_token' });
    await connection.form('/oauth/2026-03/token/revoke', { ...app, token: tokens.access_token });
    expect((await introspect()).json).toEqual({ active: false });
  });

  it('3: a token lasts 1800 seconds; refreshing gives the same refresh token again', async () => {
    const connection = await connect();
    const tokens = await connectApp(connection);
    await connection.control('POST', '/clock', { advanceMs: 1_801_000 });
    const late = await connection.call('GET', '/crm/v3/objects/contacts', undefined, tokens.access_token);
    expect(late).toMatchObject({ status: 401, json: { category: 'EXPIRED_AUTHENTICATION' } });
    const fresh = await exchange(connection, {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
    });
    expect(fresh.json.refresh_token).toBe(tokens.refresh_token);
    const again = await connection.call(
      'GET',
      '/crm/v3/objects/contacts',
      undefined,
      fresh.json.access_token,
    );
    expect(again.status).toBe(200);
  });

  it('3: an unknown refresh token gets BAD_REFRESH_TOKEN', async () => {
    const connection = await connect();
    const answer = await exchange(connection, { grant_type: 'refresh_token', refresh_token: 'unknown' });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      status: 'BAD_REFRESH_TOKEN',
      message: 'missing or unknown refresh token',
    });
  });

  it('4: no token and an unknown token are INVALID_AUTHENTICATION', async () => {
    const connection = await connect();
    const answer = await connection.call('GET', '/crm/v3/objects/contacts', undefined, 'unknown');
    expect(answer).toMatchObject({ status: 401, json: { category: 'INVALID_AUTHENTICATION' } });
  });

  it('4, 5: a missing scope is a 403 that names it; meetings ride on the contacts scopes', async () => {
    const connection = await connect();
    const { accessToken } = await connection.control('POST', '/tokens', {
      scopes: ['crm.objects.contacts.read'],
    });
    const status = async (method: string, path: string, body?: unknown) =>
      (await connection.call(method, path, body, accessToken)).status;
    expect(await status('GET', '/crm/v3/objects/meetings')).toBe(200);
    expect(await status('GET', '/crm/v3/objects/companies')).toBe(403);
    const answer = await connection.call('POST', '/crm/v3/properties/contacts', {}, accessToken);
    expect(answer).toMatchObject({ status: 403, json: { category: 'MISSING_SCOPES' } });
    expect(answer.json.errors[0].context.requiredGranularScopes).toEqual(['crm.schemas.contacts.write']);
  });

  it('a customer who uninstalls the app leaves neither access nor refresh tokens', async () => {
    const connection = await connect();
    const tokens = await connectApp(connection);
    await connection.control('POST', '/tokens/revoke');
    const call = await connection.call('GET', '/crm/v3/objects/contacts', undefined, tokens.access_token);
    expect(call.json.category).toBe('INVALID_AUTHENTICATION');
    const refresh = await exchange(connection, {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
    });
    expect(refresh.json.status).toBe('BAD_REFRESH_TOKEN');
  });
});
