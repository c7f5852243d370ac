import { ReconnectNeeded, Unavailable } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { salesforce } from '../src/index.ts';
import { API, api, BASE, connect, LOGIN, NOW, never, SETTINGS, session } from './connection.ts';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

const flow = () => salesforce.oauth(SETTINGS, () => NOW);
const ORGANIZATION = 'SELECT Id,Name,TimeZoneSidKey FROM Organization LIMIT 1';
const ACME = { Id: '00DKZ0000000001UAE', Name: 'Acme', TimeZoneSidKey: 'Europe/Paris' };
const EXPIRED = [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }];

function onToken(form: Readonly<Record<string, string>>) {
  return nock(LOGIN).post('/services/oauth2/token', {
    ...form,
    client_id: 'client-1',
    client_secret: 'secret-1',
  });
}

const onRefresh = (token: string) => onToken({ grant_type: 'refresh_token', refresh_token: token });

function issued(more: object = {}) {
  return {
    access_token: 'session-2',
    refresh_token: 'refresh-2',
    instance_url: API,
    id: `${LOGIN}/id/00DKZ0000000001UAE/005KZ0000000001YAB`,
    issued_at: '1795176000000',
    signature: 's',
    token_type: 'Bearer',
    ...more,
  };
}

describe('connecting', () => {
  it('sends people to a consent page that asks for the least scopes, with a challenge by SHA-256', () => {
    const request = { redirectUri: 'http://127.0.0.1:1/cb', state: 's-1', codeChallenge: 'ch' };
    const url = new URL(flow().authorizeUrl(request));
    expect(`${url.origin}${url.pathname}`).toBe(`${LOGIN}/services/oauth2/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'client-1',
      redirect_uri: 'http://127.0.0.1:1/cb',
      scope: 'api refresh_token',
      state: 's-1',
      code_challenge: 'ch',
      code_challenge_method: 'S256',
    });
    expect(Object.values(salesforce.scopes).every((reason) => reason.length > 20)).toBe(true);
  });

  it('exchanges the code with its verifier for tokens that name the address of the organization', async () => {
    onToken({
      grant_type: 'authorization_code',
      code: 'c-1',
      redirect_uri: 'http://127.0.0.1:1/cb',
      code_verifier: 'v-1',
    }).reply(200, issued());
    const request = { code: 'c-1', redirectUri: 'http://127.0.0.1:1/cb', codeVerifier: 'v-1' };
    expect(await flow().exchange(request)).toEqual({
      accessToken: 'session-2',
      refreshToken: 'refresh-2',
      expiresAt: null,
      apiUrl: API,
    });
  });

  it.each([
    'http://acme.my.salesforce.com',
    'https://acme.my.salesforce.com.evil.example',
    'https://salesforce.com.evil.example',
    'https://evilsalesforce.com',
    'nonsense',
  ])('takes no tokens for %s', async (instance_url) => {
    nock(LOGIN).post('/services/oauth2/token').reply(200, issued({ instance_url }));
    const request = { code: 'c-1', redirectUri: 'http://127.0.0.1:1/cb', codeVerifier: 'v-1' };
    await expect(flow().exchange(request)).rejects.toThrow(ReconnectNeeded);
  });

  it('says without a word of the tokens that an answer could not be read', async () => {
    nock(LOGIN).post('/services/oauth2/token').reply(200, { access_token: 'secret-session' });
    const request = { code: 'c-1', redirectUri: 'http://127.0.0.1:1/cb', codeVerifier: 'v-1' };
    const error = await flow()
      .exchange(request)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Unavailable);
    expect(String(error)).not.toContain('secret-session');
  });

  it('gives tokens back, also those that are dead already', async () => {
    nock(LOGIN).post('/services/oauth2/revoke', { token: 'refresh-1' }).reply(200);
    await flow().revoke(session().current);
    nock(LOGIN)
      .post('/services/oauth2/revoke', { token: 'refresh-1' })
      .reply(400, { error: 'invalid_token', error_description: 'token is dead' });
    await flow().revoke(session().current);
  });
});

describe('a session that ended', () => {
  it('is replaced once and the new tokens are kept, also the refresh token that rotated', async () => {
    const tokens = session();
    api().get(`${BASE}/query`).query({ q: ORGANIZATION }).times(3).reply(401, EXPIRED);
    onRefresh('refresh-1').reply(200, issued());
    api('session-2')
      .get(`${BASE}/query`)
      .query({ q: ORGANIZATION })
      .times(3)
      .reply(200, { totalSize: 1, done: true, records: [ACME] });
    const adapter = connect({ ports: { tokens } });
    await Promise.all([1, 2, 3].map(() => adapter.account(never)));
    expect(tokens.current).toMatchObject({ accessToken: 'session-2', refreshToken: 'refresh-2' });
    expect(adapter.counts()).toMatchObject({ calls: 7, budgetUsed: 6 });
  });

  it('keeps its refresh token where the app does not rotate them', async () => {
    const tokens = session();
    api().get(`${BASE}/query`).query({ q: ORGANIZATION }).reply(401, EXPIRED);
    onRefresh('refresh-1').reply(200, issued({ refresh_token: undefined }));
    api('session-2')
      .get(`${BASE}/query`)
      .query({ q: ORGANIZATION })
      .reply(200, { totalSize: 1, done: true, records: [ACME] });
    expect(await connect({ ports: { tokens } }).account(never)).toEqual({
      id: '00DKZ0000000001UAE',
      name: 'Acme',
      timeZone: 'Europe/Paris',
      uiUrl: API,
    });
    expect(tokens.current.refreshToken).toBe('refresh-1');
  });

  it('asks to connect again when the refresh token is dead, and when a new session is refused at once', async () => {
    api().get(`${BASE}/query`).query({ q: ORGANIZATION }).reply(401, EXPIRED);
    onRefresh('refresh-1').reply(400, {
      error: 'invalid_grant',
      error_description: 'expired access/refresh token',
    });
    await expect(connect().account(never)).rejects.toThrow(/expired access\/refresh token.*Connect again/);
    api().get(`${BASE}/query`).query({ q: ORGANIZATION }).reply(401, EXPIRED);
    onRefresh('refresh-1').reply(200, issued());
    api('session-2').get(`${BASE}/query`).query({ q: ORGANIZATION }).reply(401, EXPIRED);
    await expect(connect().account(never)).rejects.toThrow(ReconnectNeeded);
  });

  it('is sent to no stored address but one of Salesforce', async () => {
    const tokens = session();
    tokens.current = { ...tokens.current, apiUrl: 'https://evil.example' };
    await expect(connect({ ports: { tokens } }).account(never)).rejects.toThrow(ReconnectNeeded);
  });
});

it('shows people the page of a record', () => {
  const account = { id: '1', name: 'Acme', timeZone: 'UTC', uiUrl: API };
  expect(salesforce.recordUrl(account, 'Lead', '00Q1')).toBe(`${API}/lightning/r/Lead/00Q1/view`);
  expect(salesforce.recordUrl(account, 'User', '0051')).toBeNull();
});
