import { describe, expect, it } from 'vitest';
import { connectOrg, lead } from './support/orgConnection.ts';

const span = (start: string, end: string) =>
  `?start=${encodeURIComponent(start)}&end=${encodeURIComponent(end)}`;

describe('changes, fact 19', () => {
  it('lists what was changed and what was deleted in a span, and how far that is complete', async () => {
    const org = await connectOrg({ now: Date.UTC(2026, 10, 1) });
    const [kept, gone] = [await org.make('Lead', lead()), await org.make('Lead', lead())];
    await org.control('DELETE', `/objects/Lead/${gone}`);
    await org.control('POST', '/clock', { freeze: '2026-11-01T02:00:00Z' });
    const whole = span('2026-10-31T23:00:00+00:00', '2026-11-01T01:00:00+00:00');
    expect((await org.data('GET', `/sobjects/Lead/updated/${whole}`)).json).toEqual({
      ids: [kept],
      latestDateCovered: '2026-11-01T01:00:00.000+0000',
    });
    expect((await org.data('GET', `/sobjects/Lead/deleted/${whole}`)).json).toMatchObject({
      deletedRecords: [{ id: gone, deletedDate: expect.stringMatching(/^2026-11-01T00:0/) }],
      latestDateCovered: '2026-11-01T01:00:00.000+0000',
    });
  });

  it('a record taken out of the recycle bin is a changed one again', async () => {
    const org = await connectOrg({ now: Date.UTC(2026, 10, 1) });
    const id = await org.make('Lead', lead({ City: 'Lyon' }));
    const restore = () => org.control('POST', `/objects/Lead/${id}/restore`);
    await expect(restore()).rejects.toThrow('UNDELETE_FAILED');
    await org.control('DELETE', `/objects/Lead/${id}`);
    await org.control('POST', '/clock', { freeze: '2026-11-01T02:00:00Z' });
    expect(await restore()).toMatchObject({ id, state: 'live', updatedAt: Date.UTC(2026, 10, 1, 2) });
    expect(await org.rows("SELECT City FROM Lead WHERE City = 'Lyon'")).toMatchObject([{ City: 'Lyon' }]);
    await org.control('POST', '/clock', { freeze: '2026-11-01T03:00:00Z' });
    const since = span('2026-11-01T01:30:00Z', '2026-11-01T03:00:00Z');
    expect((await org.data('GET', `/sobjects/Lead/updated/${since}`)).json.ids).toEqual([id]);
    const whole = span('2026-10-31T23:00:00Z', '2026-11-01T03:00:00Z');
    expect((await org.data('GET', `/sobjects/Lead/deleted/${whole}`)).json.deletedRecords).toEqual([]);
  });

  it('reaches back 30 days for changes and 15 for deletions', async () => {
    const org = await connectOrg({ now: Date.UTC(2026, 10, 30) });
    const days = span('2026-11-10T00:00:00Z', '2026-11-11T00:00:00Z');
    expect((await org.data('GET', `/sobjects/Lead/updated/${days}`)).status).toBe(200);
    expect(await org.data('GET', `/sobjects/Lead/deleted/${days}`)).toMatchObject({
      status: 400,
      json: [{ errorCode: 'INVALID_REPLICATION_DATE' }],
    });
    const older = span('2026-10-01T00:00:00Z', '2026-10-02T00:00:00Z');
    expect((await org.data('GET', `/sobjects/Lead/updated/${older}`)).status).toBe(400);
  });

  it('refuses a span with more ids than it answers', async () => {
    const org = await connectOrg({ now: Date.UTC(2026, 10, 1) });
    await org.control('PATCH', '/settings', { limits: { changeIds: 1 } });
    for (let made = 0; made < 2; made += 1) await org.make('Lead', lead());
    const whole = span('2026-10-31T00:00:00Z', '2026-11-02T00:00:00Z');
    expect(await org.data('GET', `/sobjects/Lead/updated/${whole}`)).toMatchObject({
      status: 400,
      json: [{ errorCode: 'EXCEEDED_ID_LIMIT' }],
    });
  });
});
