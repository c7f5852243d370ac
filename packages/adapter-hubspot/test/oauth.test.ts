import nock from 'nock';
import { expect, it } from 'vitest';
import { hubspot, OPTIONAL_SCOPES, SCOPES } from '../src/index.ts';
import { API, SETTINGS } from './connection.ts';

it('sends people to a consent page that asks for the least scopes, each with a reason', () => {
  const flow = hubspot.oauth(SETTINGS, () => 0);
  const url = new URL(
    flow.authorizeUrl({ redirectUri: 'http://127.0.0.1:1/cb', state: 's-1', codeChallenge: 'ch' }),
  );
  expect(`${url.origin}${url.pathname}`).toBe('https://app.hubspot.test/oauth/authorize');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'client-1',
    redirect_uri: 'http://127.0.0.1:1/cb',
    scope: Object.keys(SCOPES).join(' '),
    optional_scope: Object.keys(OPTIONAL_SCOPES).join(' '),
    state: 's-1',
    code_challenge: 'ch',
    code_challenge_method: 'S256',
  });
  expect(Object.values({ ...SCOPES, ...OPTIONAL_SCOPES }).every((reason) => reason.length > 20)).toBe(true);
});

it('exchanges the code for tokens that know when they end', async () => {
  const form =
    'grant_type=authorization_code&code=c-1&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcb&code_verifier=v-1&client_id=client-1&client_secret=secret-1';
  const scope = nock(API)
    .post('/oauth/2026-03/token', form)
    .reply(200, { token_type: 'bearer', access_token: 'a-1', refresh_token: 'r-1', expires_in: 1800 });
  const flow = hubspot.oauth(SETTINGS, () => 1000);
  const tokens = await flow.exchange({
    code: 'c-1',
    redirectUri: 'http://127.0.0.1:1/cb',
    codeVerifier: 'v-1',
  });
  expect(tokens).toEqual({ accessToken: 'a-1', refreshToken: 'r-1', expiresAt: 1_801_000 });
  scope.done();
});
