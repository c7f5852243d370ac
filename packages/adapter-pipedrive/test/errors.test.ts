import { Banned, PermissionMissing, QuotaExhausted, ReconnectNeeded } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pipedrive } from '../src/index.ts';
import { API, apiToken, connect, never } from './connection.ts';

/** 20 November 2026, 22:30 in Paris. */
const EVENING = Date.UTC(2026, 10, 20, 21, 30);
const MIDNIGHT = Date.UTC(2026, 10, 21);
const ME = {
  data: { company_id: 7, company_name: 'Acme', company_domain: 'acme', timezone_name: 'Europe/Paris' },
};

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function me() {
  return nock(API).get('/api/v1/users/me');
}

async function refusal(): Promise<unknown> {
  return connect({ now: () => EVENING })
    .account(never)
    .catch((reason: unknown) => reason);
}

describe('what Pipedrive answers becomes what to do next', () => {
  it('shows the company, with links to its own pages', async () => {
    me().reply(200, ME);
    const account = await connect().account(never);
    expect(account).toEqual({
      id: '7',
      name: 'Acme',
      timeZone: 'Europe/Paris',
      uiUrl: 'https://acme.pipedrive.com',
    });
    expect(pipedrive.recordUrl(account, 'persons', '12')).toBe('https://acme.pipedrive.com/person/12');
    expect(pipedrive.recordUrl(account, 'leads', 'l-1')).toBe('https://acme.pipedrive.com/leads/inbox/l-1');
    expect(pipedrive.recordUrl(account, 'activities', '1')).toBeNull();
  });

  it('repeats faults, pages of HTML and half answers until the answer is good', async () => {
    me().reply(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' });
    me().reply(200, '{"data": {"company_id"');
    me().replyWithError(new Error('socket hang up'));
    me().reply(200, ME);
    const adapter = connect();
    expect(await adapter.account(never)).toMatchObject({ id: '7' });
    expect(adapter.counts()).toEqual({
      calls: 4,
      associationCalls: 0,
      activityCalls: 0,
      rateLimited: 0,
      budgetUsed: 8,
    });
  });

  it('waits and counts when the two seconds were full', async () => {
    me().reply(429, { error: 'request over limit' }, { 'x-ratelimit-reset': '1' });
    me().reply(200, ME);
    const adapter = connect();
    const start = performance.now();
    await adapter.account(never);
    expect(performance.now() - start).toBeGreaterThanOrEqual(990);
    expect(adapter.counts()).toMatchObject({ calls: 2, rateLimited: 1 });
  });

  it.each([
    ['headers', '', { 'x-daily-ratelimit-token-remaining': '0' }],
    ['words', 'daily request budget exceeded', {}],
  ])('pauses until midnight UTC when %s say that the day is used up', async (_what, body, headers) => {
    me().reply(429, body, headers);
    const error = await refusal();
    expect(error).toBeInstanceOf(QuotaExhausted);
    expect(error).toMatchObject({ until: MIDNIGHT });
  });

  it('stops everything when it is shut out', async () => {
    me().reply(403, '<!DOCTYPE html><html>Attention Required! | Cloudflare</html>');
    const error = await refusal();
    expect(error).toBeInstanceOf(Banned);
    expect(error).toMatchObject({ until: EVENING + 600_000 });
  });

  it('names the scope or the plan that is too small', async () => {
    me().reply(403, { success: false, error: 'Scope and URL mismatch', error_info: 'needs contacts:full' });
    const error = await refusal();
    expect(error).toBeInstanceOf(PermissionMissing);
    expect(error).toMatchObject({ permissions: ['contacts:full'] });
  });

  it('asks a person when the company is closed, or a pasted token is not accepted', async () => {
    me().reply(402, { success: false, error: 'company account is not open' });
    expect(await refusal()).toBeInstanceOf(ReconnectNeeded);
    me().reply(401, { success: false, error: 'unauthorized access', errorCode: 401 });
    await expect(connect({ tokens: apiToken('wrong') }).account(never)).rejects.toThrow(ReconnectNeeded);
  });

  it("tells the whole company's use of the day", async () => {
    me().reply(200, ME, {
      'x-daily-ratelimit-token-limit': '60000',
      'x-daily-ratelimit-token-remaining': '45000',
    });
    const adapter = connect();
    expect(adapter.accountUsage()).toBeNull();
    await adapter.account(never);
    expect(adapter.accountUsage()).toEqual({ used: 15_000, limit: 60_000 });
  });
});
