import { ReconnectNeeded, RequestRefused } from '@tamis/adapter';
import { MemoryTokens } from '@tamis/adapter-conformance';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pipedrive } from '../src/index.ts';
import { API, connect, never, OAUTH, SETTINGS } from './connection.ts';

const BASIC = `Basic ${Buffer.from('client-1:secret-1').toString('base64')}`;
const ME = {
  data: { company_id: 7, company_name: 'Acme', company_domain: 'acme', timezone_name: 'Europe/Paris' },
};

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function token(form: string) {
  return nock(OAUTH, { reqheaders: { authorization: BASIC } }).post('/oauth/token', form);
}

function answer(more: object = {}) {
  return { access_token: 'a-2', refresh_token: 'r-2', expires_in: 3600, api_domain: API, ...more };
}

describe('connecting', () => {
  const flow = pipedrive.oauth(SETTINGS, () => 1000);
  const code = { code: 'c-1', redirectUri: 'http://127.0.0.1:1/cb', codeVerifier: 'v-1' };
  const form = 'grant_type=authorization_code&code=c-1&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcb';

  it('sends people to the consent page of the app, and says what each scope is for', () => {
    const url = flow.authorizeUrl({ redirectUri: code.redirectUri, state: 's-1', codeChallenge: 'ch' });
    expect(url).toBe(
      `${OAUTH}/oauth/authorize?client_id=client-1&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcb&state=s-1`,
    );
    expect(Object.values(pipedrive.scopes).every((reason) => reason.length > 20)).toBe(true);
  });

  it('exchanges the code for tokens that know when they end and where the API of the company is', async () => {
    token(form).reply(200, answer());
    expect(await flow.exchange(code)).toEqual({
      accessToken: 'a-2',
      refreshToken: 'r-2',
      expiresAt: 3_601_000,
      apiUrl: API,
    });
  });

  it.each([
    'https://pipedrive.com.evil.test',
    'https://evilpipedrive.com',
    'http://acme.pipedrive.com',
    'https://acme.pipedrive.com:8443',
    'nonsense',
  ])('sends no token to an API address like %s', async (api_domain) => {
    token(form).reply(200, answer({ api_domain }));
    const settings = { ...SETTINGS, apiUrl: 'https://api.pipedrive.com' };
    const refused = await pipedrive
      .oauth(settings, () => 0)
      .exchange(code)
      .catch((reason: unknown) => reason);
    expect(refused).toBeInstanceOf(RequestRefused);
    expect(refused).toMatchObject({ code: 'UNTRUSTED_API_ADDRESS' });
  });

  it('accepts the very origin that the operator configured', async () => {
    const settings = { ...SETTINGS, apiUrl: 'http://127.0.0.1:9000' };
    token(form).reply(200, answer({ api_domain: 'http://127.0.0.1:9000' }));
    const tokens = await pipedrive.oauth(settings, () => 0).exchange(code);
    expect(tokens.apiUrl).toBe('http://127.0.0.1:9000');
  });

  it('gives the tokens back; a token pasted by hand is left to its user, dead ones are no error', async () => {
    nock(OAUTH, { reqheaders: { authorization: BASIC } })
      .post('/oauth/revoke', 'token=r-1&token_type_hint=refresh_token')
      .reply(400, { error: 'invalid_token' });
    await flow.revoke({ accessToken: 'a-1', refreshToken: 'r-1', expiresAt: 1 });
    await flow.revoke({ accessToken: 'k-1', refreshToken: null, expiresAt: null });
  });
});

describe('tokens', () => {
  const form = 'grant_type=refresh_token&refresh_token=r-1';
  const tokens = (expiresAt: number) =>
    new MemoryTokens({ accessToken: 'a-1', refreshToken: 'r-1', expiresAt, apiUrl: API });

  function me(access: string) {
    return nock(API, { reqheaders: { authorization: `Bearer ${access}` } }).get('/api/v1/users/me');
  }

  it('are refreshed once for fifty calls at the same time, and whatever comes back is kept', async () => {
    const store = tokens(0);
    token(form).reply(200, answer());
    me('a-2').times(50).reply(200, ME);
    const adapter = connect({ tokens: store, now: () => 1000 });
    await Promise.all(Array.from({ length: 50 }, () => adapter.account(never)));
    expect(store.current).toEqual({
      accessToken: 'a-2',
      refreshToken: 'r-2',
      expiresAt: 3_601_000,
      apiUrl: API,
    });
  });

  it('keep the address of the API where a refresh does not name it again', async () => {
    const store = tokens(3_600_000);
    me('a-1').reply(401, { success: false, error: 'unauthorized access', errorCode: 401 });
    token(form).reply(200, answer({ refresh_token: 'r-1', api_domain: undefined }));
    me('a-2').reply(200, ME);
    await connect({ tokens: store, now: () => 1000 }).account(never);
    expect(store.current).toMatchObject({ accessToken: 'a-2', refreshToken: 'r-1', apiUrl: API });
  });

  it('that cannot be refreshed any more ask a person to connect again, without a word of the tokens', async () => {
    token(form).reply(400, {
      success: false,
      message: 'Invalid grant: refresh token is invalid or it was already exchanged',
    });
    const error = await connect({ tokens: tokens(0), now: () => 1000 })
      .account(never)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ReconnectNeeded);
    expect(String(error)).toContain('already exchanged');
    expect(String(error)).not.toMatch(/r-1|secret-1|a-1/);
  });

  it('that are rejected although new do not loop', async () => {
    me('a-1').reply(401, {});
    token(form).reply(200, answer());
    me('a-2').reply(401, {});
    await expect(connect({ tokens: tokens(3_600_000), now: () => 1000 }).account(never)).rejects.toThrow(
      ReconnectNeeded,
    );
  });
});
