import { describe, expect, it } from 'vitest';
import { type Connection, connect } from './support/connection.ts';

const LIST = '/crm/v3/objects/contacts?limit=1';

async function statuses(calls: number, call: () => Promise<{ status: number }>): Promise<number[]> {
  return (await Promise.all(Array.from({ length: calls }, call))).map(({ status }) => status);
}

const search = (connection: Connection) => connection.call('POST', '/crm/v3/objects/contacts/search', {});

describe('limits, facts 8 to 14', () => {
  it('8: a private app may send 190 requests in any 10 seconds; the next one is refused with the true body', async () => {
    const connection = await connect();
    const sent = await statuses(191, () => connection.call('GET', LIST));
    expect(sent.filter((status) => status === 200)).toHaveLength(190);
    const { json, status } = await connection.call('GET', LIST);
    expect(status).toBe(429);
    expect(json).toMatchObject({
      status: 'error',
      errorType: 'RATE_LIMIT',
      policyName: 'TEN_SECONDLY_ROLLING',
    });
    expect(json.correlationId).toMatch(/-/);
    expect(json.requestId).toMatch(/-/);
  });

  it('8: an OAuth app may send 110, counted apart from the private app, and searches do not count', async () => {
    const connection = await connect();
    await connection.control('PATCH', '/settings', { limits: { search: { max: 1000 } } });
    const { accessToken } = await connection.control('POST', '/tokens', {});
    await statuses(20, () => connection.call('POST', '/crm/v3/objects/contacts/search', {}, accessToken));
    await statuses(50, () => connection.call('GET', LIST));
    const sent = await statuses(111, () => connection.call('GET', LIST, undefined, accessToken));
    expect(sent.filter((status) => status === 200)).toHaveLength(110);
  });

  it('9: the daily limit is shared by all apps and starts anew at midnight in the account’s time zone', async () => {
    const connection = await connect();
    await connection.control('POST', '/clock', { freeze: '2026-07-14T21:59:00Z' });
    await connection.control('PATCH', '/settings', {
      limits: { daily: 3 },
      account: { timeZone: 'Europe/Paris' },
    });
    const { accessToken } = await connection.control('POST', '/tokens', {});
    const first = [
      await connection.call('GET', LIST),
      await connection.call('GET', LIST, undefined, accessToken),
      await search(connection),
    ];
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await connection.call('GET', LIST)).toMatchObject({ status: 429, json: { policyName: 'DAILY' } });
    await connection.control('POST', '/clock', { advanceMs: 61_000 });
    expect((await connection.call('GET', LIST)).status).toBe(200);
  });

  it('10: answers carry the rate headers; the daily pair never appears on OAuth calls', async () => {
    const connection = await connect();
    const { headers } = await connection.call('GET', LIST);
    expect(headers.get('X-HubSpot-RateLimit-Max')).toBe('190');
    expect(headers.get('X-HubSpot-RateLimit-Remaining')).toBe('189');
    expect(headers.get('X-HubSpot-RateLimit-Interval-Milliseconds')).toBe('10000');
    expect(headers.get('X-HubSpot-RateLimit-Daily')).toBe('625000');
    expect(headers.get('X-HubSpot-RateLimit-Daily-Remaining')).toBe('624999');
    const { accessToken } = await connection.control('POST', '/tokens', {});
    const oauth = await connection.call('GET', LIST, undefined, accessToken);
    expect(oauth.headers.get('X-HubSpot-RateLimit-Max')).toBe('110');
    expect(oauth.headers.has('X-HubSpot-RateLimit-Daily')).toBe(false);
    expect(oauth.headers.has('X-HubSpot-RateLimit-Daily-Remaining')).toBe(false);
  });

  it('11, 12: five searches a second for the whole account, without rate headers, and the message of the sixth', async () => {
    const connection = await connect();
    const { limits } = await connection.control('GET', '/settings');
    expect(limits.search).toEqual({ max: 5, widthMs: 1000 });
    // A wider window, so that a slow machine cannot spread the six over two of them.
    await connection.control('PATCH', '/settings', { limits: { search: { widthMs: 60_000 } } });
    const answers = await Promise.all(Array.from({ length: 6 }, () => search(connection)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.json.message).toBe('You have reached your secondly limit.');
    for (const { headers } of answers) expect(headers.has('X-HubSpot-RateLimit-Max')).toBe(false);
  });

  it('13: a 429 has no Retry-After unless the switch says so', async () => {
    const connection = await connect();
    await connection.control('PATCH', '/settings', { limits: { privateApp: { max: 1 } } });
    await connection.call('GET', LIST);
    expect((await connection.call('GET', LIST)).headers.has('Retry-After')).toBe(false);
    await connection.control('PATCH', '/settings', { unknowns: { retryAfterHeader: true } });
    expect((await connection.call('GET', LIST)).headers.get('Retry-After')).toBe('10');
  });

  it('every request is counted, those over the limit too, with the fullest window ever seen', async () => {
    const connection = await connect();
    await connection.control('PATCH', '/settings', { limits: { privateApp: { max: 10 } } });
    await statuses(14, () => connection.call('GET', LIST));
    await statuses(3, () => search(connection));
    const stats = await connection.control('GET', '/stats');
    expect(stats.requests).toBe(17);
    expect(stats.endpoints['GET /crm/v3/objects/contacts']).toBe(14);
    expect(stats.statuses).toEqual({ 200: 13, 429: 4 });
    expect(stats.limits).toMatchObject({
      refused: 4,
      windows: {
        privateApp: { max: 10, widthMs: 10_000, peak: 14 },
        oauthApp: { peak: 0 },
        search: { max: 5, peak: 3 },
      },
    });
  });
});
