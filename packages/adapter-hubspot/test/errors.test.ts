import { Banned, PermissionMissing, QuotaExhausted, ReconnectNeeded } from '@tamis/adapter';
import { MemoryTokens } from '@tamis/adapter-conformance';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, connect, never, privateToken } from './connection.ts';

const DETAILS = '/account-info/2026-03/details';
const ACCOUNT = {
  portalId: 7,
  timeZone: 'Europe/Paris',
  uiDomain: 'app-eu1.hubspot.com',
  accountType: 'STANDARD',
};
/** 20 November 2026, 22:30 in Paris. */
const EVENING = Date.UTC(2026, 10, 20, 21, 30);

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function details() {
  return nock(API).get(DETAILS);
}

describe('what HubSpot answers becomes what to do next', () => {
  it('shows the account, with links that fit its region', async () => {
    details().reply(200, ACCOUNT);
    expect(await connect().account(never)).toEqual({
      id: '7',
      name: 'HubSpot 7',
      timeZone: 'Europe/Paris',
      uiUrl: 'https://app-eu1.hubspot.com/contacts/7',
    });
  });

  it('repeats faults, HTML pages and locks until the answer is good', async () => {
    details().reply(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' });
    details().reply(423, { category: 'LOCKED' });
    details().reply(200, '{"portalId": 7, "timeZ');
    details().replyWithError(new Error('socket hang up'));
    details().reply(200, ACCOUNT);
    const adapter = connect();
    expect(await adapter.account(never)).toMatchObject({ id: '7' });
    expect(adapter.counts()).toEqual({
      calls: 5,
      associationCalls: 0,
      activityCalls: 0,
      rateLimited: 0,
      budgetUsed: 5,
    });
  });

  it('waits and counts when a window was full', async () => {
    const body = {
      status: 'error',
      errorType: 'RATE_LIMIT',
      message: 'You have reached your secondly limit.',
    };
    details().reply(429, body);
    details().reply(200, ACCOUNT);
    const adapter = connect();
    const start = performance.now();
    await adapter.account(never);
    expect(performance.now() - start).toBeGreaterThanOrEqual(990);
    expect(adapter.counts()).toMatchObject({ calls: 2, rateLimited: 1 });
  });

  it("pauses until midnight in the account's own time zone when the day is used up", async () => {
    details().reply(200, ACCOUNT);
    details().reply(429, {
      status: 'error',
      errorType: 'RATE_LIMIT',
      policyName: 'DAILY',
      message: 'You have reached your daily limit.',
    });
    const adapter = connect({ now: () => EVENING });
    await adapter.account(never);
    const error = await adapter.account(never).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(QuotaExhausted);
    expect(error).toMatchObject({ until: Date.UTC(2026, 10, 20, 23, 0) });
  });

  it('stops while the account is being moved', async () => {
    details().reply(477, '', { 'retry-after': '3600' });
    const error = await connect({ now: () => EVENING })
      .account(never)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Banned);
    expect(error).toMatchObject({ until: EVENING + 3_600_000 });
  });

  it.each([
    {
      errors: [
        { message: 'One or more', context: { requiredGranularScopes: ['crm.objects.contacts.write'] } },
      ],
    },
    { message: 'This app requires scopes=[crm.objects.contacts.write]' },
  ])('names the scopes that are missing: %j', async (body) => {
    details().reply(403, { status: 'error', category: 'MISSING_SCOPES', correlationId: 'c-9', ...body });
    const error = await connect()
      .account(never)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PermissionMissing);
    expect(error).toMatchObject({ permissions: ['crm.objects.contacts.write'], correlationId: 'c-9' });
  });

  it('asks for a new connection when a private app token is not accepted', async () => {
    details().reply(401, {
      status: 'error',
      category: 'INVALID_AUTHENTICATION',
      message: 'Authentication credentials not found.',
    });
    await expect(connect({ tokens: privateToken('wrong') }).account(never)).rejects.toThrow(ReconnectNeeded);
  });
});

const EXPIRED = {
  status: 'error',
  category: 'EXPIRED_AUTHENTICATION',
  message: 'The OAuth token used to make this call expired.',
};

describe('OAuth tokens', () => {
  const tokens = () =>
    new MemoryTokens({ accessToken: 'old', refreshToken: 'r-1', expiresAt: EVENING + 3_600_000 });
  const form = 'grant_type=refresh_token&refresh_token=r-1&client_id=client-1&client_secret=secret-1';

  it('are refreshed once after a 401 and the request is repeated', async () => {
    const store = tokens();
    nock(API, { reqheaders: { authorization: 'Bearer old' } })
      .get(DETAILS)
      .reply(401, EXPIRED);
    nock(API)
      .post('/oauth/2026-03/token', form)
      .reply(200, { access_token: 'new', refresh_token: 'r-1', expires_in: 1800 });
    nock(API, { reqheaders: { authorization: 'Bearer new' } })
      .get(DETAILS)
      .reply(200, ACCOUNT);
    const adapter = connect({ tokens: store, now: () => EVENING });
    await adapter.account(never);
    expect(store.current).toEqual({
      accessToken: 'new',
      refreshToken: 'r-1',
      expiresAt: EVENING + 1_800_000,
    });
    expect(adapter.counts().calls).toBe(3);
  });

  it('that cannot be refreshed any more ask a person to connect again, without a word of the tokens', async () => {
    nock(API).get(DETAILS).reply(401, EXPIRED);
    nock(API)
      .post('/oauth/2026-03/token', form)
      .reply(400, { status: 'BAD_REFRESH_TOKEN', message: 'missing or unknown refresh token' });
    const error = await connect({ tokens: tokens(), now: () => EVENING })
      .account(never)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ReconnectNeeded);
    expect(String(error)).toContain('missing or unknown refresh token');
    expect(String(error)).not.toMatch(/r-1|secret-1|old/);
  });

  it('that are rejected although new do not loop', async () => {
    nock(API).get(DETAILS).twice().reply(401, EXPIRED);
    nock(API)
      .post('/oauth/2026-03/token', form)
      .reply(200, { access_token: 'new', refresh_token: 'r-1', expires_in: 1800 });
    await expect(connect({ tokens: tokens(), now: () => EVENING }).account(never)).rejects.toThrow(
      ReconnectNeeded,
    );
  });
});
