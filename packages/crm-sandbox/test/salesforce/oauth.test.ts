import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { connectOrg, type OrgConnection } from './support/orgConnection.ts';

const REDIRECT = 'http://localhost:9/callback';
const DEAD = { error: 'invalid_grant', error_description: 'expired access/refresh token' };

function authorizeUrl({ sandbox }: OrgConnection, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: sandbox.credentials.clientId,
    redirect_uri: REDIRECT,
    scope: 'api refresh_token',
    state: 'st ate',
    ...more,
  });
  return `${sandbox.url}/services/oauth2/authorize?${query}`;
}

async function decide(url: string, decision: 'allow' | 'deny' = 'allow'): Promise<URL> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ decision }),
  });
  return new URL(response.headers.get('location') ?? 'http://nowhere');
}

function exchange({ sandbox, form }: OrgConnection, fields: Record<string, string>) {
  const { clientId, clientSecret } = sandbox.credentials;
  return form('/services/oauth2/token', { client_id: clientId, client_secret: clientSecret, ...fields });
}

const byCode = (org: OrgConnection, code: string, more: Record<string, string> = {}) =>
  exchange(org, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, ...more });
const byRefresh = (org: OrgConnection, token: string) =>
  exchange(org, { grant_type: 'refresh_token', refresh_token: token });

async function connected(org: OrgConnection) {
  const back = await decide(authorizeUrl(org));
  return (await byCode(org, back.searchParams.get('code') ?? '')).json;
}

describe('OAuth, facts 1 to 7', () => {
  it('1: a person allows the app on a page, and the app gets tokens, its instance and who it is, but no lifetime', async () => {
    const org = await connectOrg();
    const page = await (await fetch(authorizeUrl(org))).text();
    expect(page).toContain('>Allow</button>');
    const back = await decide(authorizeUrl(org));
    expect(back.searchParams.get('state')).toBe('st ate');
    const code = back.searchParams.get('code') ?? '';
    const { json } = await byCode(org, code);
    expect(json).toMatchObject({
      token_type: 'Bearer',
      scope: 'api refresh_token',
      instance_url: org.sandbox.url,
    });
    expect(json.id).toMatch(new RegExp(`^${org.sandbox.url}/id/00D\\w{15}/005\\w{15}$`));
    expect(json).toHaveProperty('signature');
    expect(json).toHaveProperty('issued_at');
    expect(json).not.toHaveProperty('expires_in');
    expect((await org.data('GET', '/limits', undefined, json.access_token)).status).toBe(200);
    expect(await byCode(org, code)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
  });

  it('1: a person refuses, and the app is told so', async () => {
    const back = await decide(authorizeUrl(await connectOrg()), 'deny');
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('state')).toBe('st ate');
  });

  it('1: only registered addresses are redirected to, and the exchange must name the same one', async () => {
    const org = await connectOrg();
    await org.control('PATCH', '/settings', { oauth: { redirectUris: [REDIRECT] } });
    expect((await fetch(authorizeUrl(org, { redirect_uri: 'http://evil.example/' }))).status).toBe(400);
    const back = await decide(authorizeUrl(org));
    const code = back.searchParams.get('code') ?? '';
    const other = await byCode(org, code, { redirect_uri: `${REDIRECT}/` });
    expect(other).toMatchObject({ status: 400, json: { error: 'redirect_uri_mismatch' } });
  });

  it('3: a challenge without a method is S256, a verifier of 171 characters is taken, a wrong one is not', async () => {
    const org = await connectOrg();
    const verifier = randomBytes(128).toString('base64url');
    expect(verifier).toHaveLength(171);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const codeFor = async () =>
      (await decide(authorizeUrl(org, { code_challenge: challenge }))).searchParams.get('code') ?? '';
    expect((await byCode(org, await codeFor(), { code_verifier: verifier })).status).toBe(200);
    const wrong = await byCode(org, await codeFor(), { code_verifier: 'wrong' });
    expect(wrong).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    expect((await byCode(org, await codeFor())).status).toBe(400);
  });

  it('4: without rotation a refresh token stays, and the answer brings no other', async () => {
    const org = await connectOrg();
    const { refresh_token: token } = await connected(org);
    const { json } = await byRefresh(org, token);
    expect(json).not.toHaveProperty('refresh_token');
    expect((await byRefresh(org, token)).status).toBe(200);
  });

  it('4: with rotation each use gives a new one and kills the old one; using that again kills the whole family', async () => {
    const org = await connectOrg();
    await org.control('PATCH', '/settings', { oauth: { rotateRefreshTokens: true } });
    const { refresh_token: first } = await connected(org);
    const { refresh_token: second } = (await byRefresh(org, first)).json;
    expect(second).not.toBe(first);
    expect(await byRefresh(org, first)).toMatchObject({ status: 400, json: DEAD });
    expect(await byRefresh(org, second)).toMatchObject({ status: 400, json: DEAD });
  });

  it('4: a refresh token that lay idle for longer than the org allows is dead', async () => {
    const org = await connectOrg();
    await org.control('PATCH', '/settings', { oauth: { refreshIdleDays: 30 } });
    const { refresh_token: token } = await connected(org);
    await org.control('POST', '/clock', { advanceMs: 31 * 86_400_000 });
    expect(await byRefresh(org, token)).toMatchObject({ status: 400, json: DEAD });
  });

  it('5: a revoked or unknown refresh token is answered with the true body', async () => {
    const org = await connectOrg();
    const { refresh_token: token } = await connected(org);
    await org.control('POST', '/tokens/revoke');
    expect(await byRefresh(org, token)).toMatchObject({ status: 400, json: DEAD });
    expect(await byRefresh(org, 'nonsense')).toMatchObject({ status: 400, json: DEAD });
  });

  it('6: a session ends after it lay idle for the timeout, and the 401 is an array', async () => {
    const org = await connectOrg();
    const { accessToken } = await org.control('POST', '/tokens', {});
    const call = () => org.data('GET', '/limits', undefined, accessToken);
    await org.control('POST', '/clock', { advanceMs: 119 * 60_000 });
    expect((await call()).status).toBe(200);
    await org.control('POST', '/clock', { advanceMs: 119 * 60_000 });
    expect((await call()).status).toBe(200);
    await org.control('POST', '/clock', { advanceMs: 121 * 60_000 });
    expect(await call()).toMatchObject({
      status: 401,
      json: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
    });
  });

  it('6: an app revokes its own token', async () => {
    const org = await connectOrg();
    const { accessToken } = await org.control('POST', '/tokens', {});
    expect((await org.form('/services/oauth2/revoke', { token: accessToken })).status).toBe(200);
    expect((await org.data('GET', '/limits', undefined, accessToken)).status).toBe(401);
    expect((await org.form('/services/oauth2/revoke', { token: accessToken })).status).toBe(400);
  });

  it('6: revoking a refresh token ends the sessions that came from it', async () => {
    const org = await connectOrg();
    const { accessToken, refreshToken } = await org.control('POST', '/tokens', {});
    await org.form('/services/oauth2/revoke', { token: refreshToken });
    expect((await org.data('GET', '/limits', undefined, accessToken)).status).toBe(401);
  });

  it('7: retired versions are gone, unknown ones not found, and the login of SOAP is refused', async () => {
    const org = await connectOrg();
    expect((await org.call('GET', '/services/data/v66.0/limits')).status).toBe(200);
    expect(await org.call('GET', '/services/data/v30.0/limits')).toMatchObject({
      status: 410,
      json: [{ errorCode: 'UNSUPPORTED_API_VERSION' }],
    });
    expect((await org.call('GET', '/services/data/v99.0/limits')).status).toBe(404);
    const versions = await org.call('GET', '/services/data/');
    expect(versions.json).toContainEqual({
      label: "Spring '26",
      url: '/services/data/v66.0',
      version: '66.0',
    });
    const soap = await org.call('POST', '/services/Soap/u/66.0', '<login/>');
    expect(soap.status).toBe(500);
    expect(soap.json).toContain('INVALID_OPERATION');
  });

  it('the identity address says who the session is', async () => {
    const org = await connectOrg();
    const { id, access_token: token } = await connected(org);
    const { json } = await org.call('GET', new URL(id).pathname, undefined, token);
    expect(json).toMatchObject({ id, email: 'camille.renaud@rendezvous.example', active: true });
    const info = await org.call('GET', '/services/oauth2/userinfo', undefined, token);
    expect(info.json).toMatchObject({ sub: id, organization_id: json.organization_id });
    const ended = await org.call('GET', new URL(id).pathname, undefined, 'ended');
    expect(ended).toMatchObject({ status: 403, json: 'Bad_OAuth_Token' });
  });
});
