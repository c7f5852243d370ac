import { describe, expect, it } from 'vitest';
import { connectPipedrive, type PipedriveConnection } from './support/connection.ts';

const LIST = '/api/v2/persons?limit=1';

/** Wide windows, so that a slow machine cannot spread calls over two of them. */
const WIDE = { limits: { windowMs: 60_000 } };

async function statuses(count: number, call: () => Promise<{ status: number }>): Promise<number[]> {
  return (await Promise.all(Array.from({ length: count }, call))).map(({ status }) => status);
}

const used = async (connection: PipedriveConnection): Promise<number> =>
  (await connection.control('GET', '/stats')).limits.dailyUsed;

describe('limits, facts 20 to 24', () => {
  it('22: an API token may send 40 requests in two seconds on Growth, each OAuth token 160', async () => {
    const connection = await connectPipedrive();
    const { limits } = await connection.control('GET', '/settings');
    expect(limits).toMatchObject({ plan: 'growth', windowMs: 2000 });
    await connection.control('PATCH', '/settings', WIDE);
    const sent = await statuses(41, () => connection.api('GET', LIST));
    expect(sent.filter((status) => status === 200)).toHaveLength(40);
    for (const _token of [1, 2]) {
      const { accessToken } = await connection.control('POST', '/tokens', {});
      const oauth = await statuses(161, () => connection.bearer(accessToken, 'GET', LIST));
      expect(oauth.filter((status) => status === 200)).toHaveLength(160);
    }
  });

  it.each([
    ['lite', 20],
    ['premium', 100],
    ['ultimate', 120],
  ])('22: on %s an API token may send %i', async (plan, max) => {
    const connection = await connectPipedrive();
    await connection.control('PATCH', '/settings', { limits: { plan } });
    expect((await connection.api('GET', LIST)).headers.get('x-ratelimit-limit')).toBe(String(max));
  });

  it('22: ten searches in two seconds, whatever else is left', async () => {
    const connection = await connectPipedrive();
    await connection.control('PATCH', '/settings', WIDE);
    const sent = await statuses(11, () => connection.api('GET', '/api/v2/persons/search?term=ada'));
    expect(sent.filter((status) => status === 200)).toHaveLength(10);
  });

  it('23, 24: headers count down, and the refusal is a 429 with the body or plain text', async () => {
    const connection = await connectPipedrive();
    await connection.control('PATCH', '/settings', { limits: { ...WIDE.limits, apiToken: 2 } });
    const first = await connection.api('GET', LIST);
    expect(first.headers.get('x-ratelimit-limit')).toBe('2');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
    expect(first.headers.get('x-ratelimit-reset')).toBe('60');
    await connection.api('GET', LIST);
    const refused = await connection.api('GET', LIST);
    expect(refused).toMatchObject({
      status: 429,
      json: { success: false, error: 'request over limit', errorCode: 429 },
    });
    expect(refused.headers.has('retry-after')).toBe(false);
    await connection.control('PATCH', '/settings', {
      unknowns: { rateLimitBody: 'text', retryAfterHeader: true },
    });
    const text = await connection.api('GET', LIST);
    expect(text.json).toBe('request over limit');
    expect(text.headers.get('retry-after')).toBe('60');
  });

  it('20: the day’s tokens are 30,000 × plan × seats and what was bought', async () => {
    const connection = await connectPipedrive();
    const budget = async (limits: object) => {
      await connection.control('PATCH', '/settings', { limits });
      const { headers } = await connection.api('GET', '/api/v1/users/me');
      return Number(headers.get('x-daily-ratelimit-token-limit'));
    };
    expect(await budget({ plan: 'lite', seats: 1 })).toBe(30_000);
    expect(await budget({ plan: 'premium', seats: 4, topUp: 500 })).toBe(600_500);
    expect(await budget({ daily: 77 })).toBe(77);
    await connection.control('PATCH', '/settings', { unknowns: { dailyHeaders: false } });
    const { headers } = await connection.api('GET', '/api/v1/users/me');
    expect(headers.has('x-daily-ratelimit-token-limit')).toBe(false);
  });

  it('21: calls cost by what they do, a list the same whatever its limit', async () => {
    const connection = await connectPipedrive({ contacts: 2, profile: 'bare' });
    const cost = async (method: string, path: string, body?: object) => {
      const before = await used(connection);
      await connection.api(method, path, body);
      return (await used(connection)) - before;
    };
    expect(await cost('GET', '/api/v2/persons?limit=1')).toBe(10);
    expect(await cost('GET', '/api/v2/persons?limit=500')).toBe(10);
    expect(await cost('GET', '/api/v2/persons/101')).toBe(1);
    expect(await cost('PATCH', '/api/v2/persons/101', { job_title: 'CEO' })).toBe(5);
    expect(await cost('DELETE', '/api/v2/persons/102')).toBe(3);
    expect(await cost('GET', '/api/v2/persons/search?term=ada')).toBe(20);
    expect(await cost('GET', '/v1/leads')).toBe(20);
    expect(await cost('GET', '/v1/users/me')).toBe(2);
    expect(await cost('POST', '/v1/leads', { title: 'x', person_id: 101 })).toBe(10);
  });

  it('20, 24: the whole company shares the day, which ends at midnight UTC by the sandbox’s clock', async () => {
    const connection = await connectPipedrive();
    await connection.control('POST', '/clock', { freeze: '2026-06-01T23:59:00Z' });
    await connection.control('PATCH', '/settings', { limits: { daily: 20 } });
    const { accessToken } = await connection.control('POST', '/tokens', {});
    expect((await connection.api('GET', LIST)).status).toBe(200);
    expect((await connection.bearer(accessToken, 'GET', LIST)).status).toBe(200);
    const refused = await connection.api('GET', LIST);
    expect(refused).toMatchObject({ status: 429, json: { error: 'daily request budget exceeded' } });
    expect(refused.headers.get('x-daily-ratelimit-token-remaining')).toBe('0');
    await connection.control('POST', '/clock', { advanceMs: 61_000 });
    expect((await connection.api('GET', LIST)).status).toBe(200);
    expect(await used(connection)).toBe(10);
  });

  it('24: who goes on through refusals is shut out by the firewall with a page, for a while', async () => {
    const connection = await connectPipedrive();
    await connection.control('PATCH', '/settings', {
      limits: { ...WIDE.limits, apiToken: 1, ban: { afterRefusals: 3, forMs: 3000 } },
    });
    const sent: number[] = [];
    for (let call = 0; call < 5; call += 1) sent.push((await connection.api('GET', LIST)).status);
    expect(sent).toEqual([200, 429, 429, 429, 403]);
    const page = await connection.api('GET', LIST);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.json).toContain('Cloudflare');
    await connection.control('PATCH', '/settings', { limits: { apiToken: 100 } });
    await expect.poll(async () => (await connection.api('GET', LIST)).status, { timeout: 15_000 }).toBe(200);
  });

  it('figures say how full the windows were, how much was refused, and the day’s tokens', async () => {
    const connection = await connectPipedrive();
    await connection.control('PATCH', '/settings', { limits: { ...WIDE.limits, apiToken: 4 } });
    await statuses(6, () => connection.api('GET', LIST));
    const { limits, endpoints, statuses: answered } = await connection.control('GET', '/stats');
    expect(endpoints).toEqual({ 'GET /api/v2/persons': 6 });
    expect(answered).toEqual({ 200: 4, 429: 2 });
    expect(limits).toMatchObject({
      refused: 2,
      dailyUsed: 40,
      windows: { apiToken: { max: 4, widthMs: 60_000, peak: 6 }, oauth: { peak: 0 }, search: { max: 10 } },
    });
  });
});

describe('faults of Pipedrive’s own', () => {
  const strike = (connection: PipedriveConnection, name: string) =>
    connection.control('PUT', '/faults', [{ effect: { kind: 'vendor', name } }]);

  it('a ban, an expired token, a refused body and an exhausted day', async () => {
    const connection = await connectPipedrive({ contacts: 1 });
    await connection.control('PATCH', '/settings', { limits: { ban: { forMs: 1 } } });
    const { accessToken } = await connection.control('POST', '/tokens', {});
    await strike(connection, 'validation');
    const refused = await connection.api('PATCH', '/api/v2/persons/101', { job_title: 'CEO' });
    expect(refused).toMatchObject({ status: 400, json: { code: 'ERR_SCHEMA_VALIDATION_FAILED' } });
    await strike(connection, 'expired-token');
    expect((await connection.bearer(accessToken, 'GET', LIST)).status).toBe(401);
    await connection.control('PATCH', '/settings', { limits: { ban: { forMs: 60_000 } } });
    await strike(connection, 'daily-exhausted');
    expect((await connection.api('GET', LIST)).status).toBe(429);
    expect(await connection.api('GET', LIST)).toMatchObject({
      status: 429,
      json: { error: 'daily request budget exceeded' },
    });
  });

  it('a ban answers with a page until it ends', async () => {
    const connection = await connectPipedrive();
    await strike(connection, 'banned');
    expect((await connection.api('GET', LIST)).status).toBe(403);
    expect((await connection.api('GET', LIST)).status).toBe(403);
  });
});
