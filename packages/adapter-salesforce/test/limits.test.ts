import { PermissionMissing, QuotaExhausted, RequestRefused } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, api, BASE, connect, field, NOW, never } from './connection.ts';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

const PATH = `${BASE}/sobjects/Lead/describe`;
const HOUR = 3_600_000;

function answers(used: number, limit = 100) {
  return api()
    .get(PATH)
    .reply(200, { fields: [field('Email')] }, { 'sforce-limit-info': `api-usage=${used}/${limit}` });
}

function refuses(status: number, errorCode: string, message: string) {
  return api().get(PATH).reply(status, [{ errorCode, message }]);
}

describe("the organization's day", () => {
  it('is told with each answer, and a tenth of it is left to others for an hour', async () => {
    let now = NOW;
    const adapter = connect({ ports: { now: () => now } });
    expect(adapter.accountUsage()).toBeNull();
    answers(89);
    await adapter.describe('Lead', never);
    expect(adapter.accountUsage()).toEqual({ used: 89, limit: 100 });
    answers(90);
    await adapter.describe('Lead', never);
    const error = await adapter.describe('Lead', never).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(QuotaExhausted);
    expect(error).toMatchObject({ until: NOW + HOUR, message: expect.stringContaining('90 of 100') });
    now += HOUR;
    answers(50);
    await adapter.describe('Lead', never);
    expect(adapter.counts()).toMatchObject({ calls: 3, budgetUsed: 3 });
  });

  it('takes one unit of the lease for each request, and sends none without', async () => {
    const taken: [string, number][] = [];
    const until = NOW + 5;
    const take = async (limit: string, units: number) => {
      if (taken.length === 1) throw new QuotaExhausted('used up', until);
      taken.push([limit, units]);
    };
    const adapter = connect({ ports: { quota: { take } } });
    answers(1);
    await adapter.describe('Lead', never);
    await expect(adapter.describe('Lead', never)).rejects.toMatchObject({ until });
    expect(taken).toEqual([['daily', 1]]);
  });

  it('that others have used pauses the run', async () => {
    refuses(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    await expect(connect().describe('Lead', never)).rejects.toMatchObject({
      name: 'QuotaExhausted',
      until: NOW + HOUR,
    });
  });
});

describe('an answer', () => {
  it('that there are too many long requests at once is waited for and counted', async () => {
    let now = NOW;
    const adapter = connect({ ports: { now: () => (now += 10_000) } });
    refuses(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.');
    answers(1);
    await adapter.describe('Lead', never);
    expect(adapter.counts()).toMatchObject({ calls: 2, rateLimited: 1 });
  });

  it('from a proxy or a server that is down is asked for again', async () => {
    const adapter = connect();
    api().get(PATH).reply(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' });
    refuses(503, 'SERVER_UNAVAILABLE', 'There was a problem.');
    api().get(PATH).reply(200, '{"fields":[', { 'content-type': 'application/json' });
    answers(1);
    expect(await adapter.describe('Lead', never)).toHaveLength(1);
  });

  it('that forbids names the permission where Salesforce does', async () => {
    refuses(403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.');
    const error = await connect()
      .describe('Lead', never)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PermissionMissing);
    expect(error).toMatchObject({ permissions: ['API Enabled'] });
  });

  it('that refuses for good is shown as it is', async () => {
    refuses(410, 'UNSUPPORTED_API_VERSION', 'This version is retired.');
    const error = await connect()
      .describe('Lead', never)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestRefused);
    expect(error).toMatchObject({
      code: 'UNSUPPORTED_API_VERSION',
      message: expect.stringContaining('retired'),
    });
  });

  it('is not waited for any longer when the run is stopped', async () => {
    const stop = new AbortController();
    nock(API).get(PATH).delay(60_000).reply(200, {});
    const asked = connect().describe('Lead', stop.signal);
    setImmediate(() => stop.abort(new Error('the run was stopped')));
    await expect(asked).rejects.toThrow('the run was stopped');
  });
});

it('never makes more than eight requests at once', async () => {
  let flying = 0;
  let most = 0;
  const adapter = connect();
  api()
    .get(PATH)
    .times(30)
    .reply(200, async () => {
      most = Math.max(most, ++flying);
      await new Promise(setImmediate);
      flying -= 1;
      return { fields: [] };
    });
  await Promise.all(Array.from({ length: 30 }, () => adapter.describe('Lead', never)));
  expect(most).toBeLessThanOrEqual(8);
  expect(adapter.counts().calls).toBe(30);
});
