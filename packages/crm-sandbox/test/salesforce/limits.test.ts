import { describe, expect, it } from 'vitest';
import { connectOrg } from './support/orgConnection.ts';

const usage = ({ headers }: { headers: Headers }) => headers.get('Sforce-Limit-Info');

describe('limits, facts 9 to 12', () => {
  it('9: every answer of the data service says how much is used, errors too, and none says when to come again', async () => {
    const org = await connectOrg();
    expect(usage(await org.data('GET', '/limits'))).toBe('api-usage=1/100000');
    const wrong = await org.query('SELECT Nothing FROM Lead');
    expect(wrong.status).toBe(400);
    expect(usage(wrong)).toBe('api-usage=2/100000');
    expect(wrong.headers.has('Retry-After')).toBe(false);
  });

  it('10, 11: the quota of 24 hours is shared with other apps, and one request too many gets the 403', async () => {
    const org = await connectOrg();
    await org.control('PATCH', '/settings', { limits: { daily: 20, usedByOthers: 18 } });
    expect((await org.data('GET', '/sobjects')).status).toBe(200);
    expect((await org.data('GET', '/sobjects')).status).toBe(200);
    const refused = await org.data('GET', '/sobjects');
    expect(refused).toMatchObject({
      status: 403,
      json: [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    });
    expect((await org.control('GET', '/stats')).limits).toMatchObject({ refused: 1, dailyUsed: 20 });
  });

  it('11: the 24 hours roll: what is older counts no more', async () => {
    const org = await connectOrg({ now: Date.UTC(2026, 10, 1, 12) });
    await org.control('PATCH', '/settings', { limits: { daily: 1 } });
    await org.data('GET', '/sobjects');
    await org.control('POST', '/clock', { advanceMs: 23 * 3_600_000 });
    expect((await org.data('GET', '/sobjects')).status).toBe(403);
    await org.control('POST', '/clock', { advanceMs: 2 * 3_600_000 });
    expect((await org.data('GET', '/sobjects')).status).toBe(200);
  });

  it('11: while as many long requests run as are allowed, another is refused; when they are done it is not', async () => {
    const org = await connectOrg();
    await org.control('PATCH', '/settings', {
      latencyMs: 1000,
      limits: { concurrent: { max: 2, longMs: 0 } },
    });
    const answers = await Promise.all(Array.from({ length: 3 }, () => org.data('GET', '/sobjects')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 403]);
    await org.control('PATCH', '/settings', { latencyMs: 0 });
    expect((await org.data('GET', '/limits')).status).toBe(200);
    const { windows } = (await org.control('GET', '/stats')).limits;
    expect(windows.concurrent).toEqual({ max: 2, widthMs: 0, peak: 2 });
  });

  it('12: /limits tells what was a while ago, where the setting says so', async () => {
    const org = await connectOrg();
    for (let call = 0; call < 3; call += 1) await org.data('GET', '/sobjects');
    const remaining = async () => (await org.data('GET', '/limits')).json.DailyApiRequests;
    expect(await remaining()).toEqual({ Max: 100_000, Remaining: 99_996 });
    await org.control('PATCH', '/settings', { limits: { reportLagMs: 300_000 } });
    expect(await remaining()).toEqual({ Max: 100_000, Remaining: 100_000 });
  });

  it('calls without a session count for nobody', async () => {
    const org = await connectOrg();
    expect((await org.data('GET', '/sobjects', undefined, 'nobody')).status).toBe(401);
    expect(usage(await org.data('GET', '/sobjects'))).toBe('api-usage=1/100000');
  });
});
