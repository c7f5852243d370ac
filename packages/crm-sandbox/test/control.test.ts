import { describe, expect, it } from 'vitest';
import { connect, makeContacts } from './support/connection.ts';

describe('the control interface', () => {
  it('freezes, advances and runs the clock', async () => {
    const connection = await connect({ now: Date.UTC(2026, 5, 1) });
    const { now, mode } = await connection.control('GET', '/clock');
    expect(mode).toBe('running');
    expect(now).toMatch(/^2026-06-01T00:00:/);
    await connection.control('POST', '/clock', { freeze: '2026-07-01T00:00:00Z' });
    expect(await connection.control('POST', '/clock', { advanceMs: 60_000 })).toEqual({
      now: '2026-07-01T00:01:00.000Z',
      mode: 'frozen',
    });
    expect((await connection.control('POST', '/clock', { run: true })).mode).toBe('running');
  });

  it('dates its answers by its own clock, as a client that reckons by them must see it', async () => {
    const connection = await connect({ now: Date.UTC(2026, 5, 1) });
    await connection.control('POST', '/clock', { freeze: '2026-07-01T00:00:00Z' });
    const { headers } = await connection.call('GET', '/crm/v3/objects/contacts');
    expect(headers.get('date')).toBe('Wed, 01 Jul 2026 00:00:00 GMT');
  });

  it('changes the settings given, leaves the others, and refuses nonsense', async () => {
    const connection = await connect();
    const settings = await connection.control('PATCH', '/settings', { limits: { search: { max: 50 } } });
    expect(settings.limits).toMatchObject({ search: { max: 50, widthMs: 1000 }, privateApp: { max: 190 } });
    await expect(connection.control('PATCH', '/settings', { latencyMs: 'slow' })).rejects.toThrow('400');
  });

  it('makes every answer wait for the latency', async () => {
    const connection = await connect({ latencyMs: 60 });
    const start = performance.now();
    await connection.call('GET', '/crm/v3/objects/contacts');
    expect(performance.now() - start).toBeGreaterThan(50);
  });

  it('dumps all records as one line each, whatever the limits of the API', async () => {
    const connection = await connect({ contacts: 300, profile: 'bare' });
    const response = await fetch(`${connection.sandbox.url}/_sandbox/objects/contacts?properties=email`);
    const lines = (await response.text()).trim().split('\n');
    expect(lines).toHaveLength(300);
    const [first] = lines.map((line) => JSON.parse(line));
    expect(first).toMatchObject({ state: 'live', id: expect.any(String) });
    expect(Object.keys(first.properties)).toEqual(['email']);
  });

  it('a person renames, retypes and deletes a property', async () => {
    const connection = await connect();
    const path = '/fields/contacts/jobtitle';
    await connection.control('PATCH', path, { label: 'Rôle', type: 'number' });
    const renamed = await connection.call('GET', '/crm/v3/properties/contacts/jobtitle');
    expect(renamed.json).toMatchObject({ label: 'Rôle', type: 'number', fieldType: 'number' });
    await connection.control('DELETE', path);
    expect((await connection.call('GET', '/crm/v3/properties/contacts/jobtitle')).status).toBe(404);
    await expect(connection.control('DELETE', path)).rejects.toThrow('404');
  });

  it('a contact fills forms in, and the account counts them', async () => {
    const connection = await connect({ now: Date.UTC(2026, 5, 1) });
    const [id] = await makeContacts(connection, [{}]);
    await connection.control('POST', `/objects/contacts/${id}/submissions`, { form: 'Newsletter' });
    const { properties } = await connection.control('POST', `/objects/contacts/${id}/submissions`, {
      form: 'Book a demo',
    });
    expect(properties).toMatchObject({
      num_conversion_events: '2',
      first_conversion_event_name: 'Newsletter',
      recent_conversion_event_name: 'Book a demo',
      recent_conversion_date: expect.stringMatching(/^2026-06-01T/),
    });
  });

  it('a person edits, merges and deletes records without a request being counted', async () => {
    const connection = await connect();
    const [one, two, three] = await makeContacts(connection, [{}, {}, {}]);
    await connection.control('PATCH', `/objects/contacts/${one}`, { properties: { jobtitle: 'CEO' } });
    await connection.control('POST', '/objects/contacts/merge', { primaryId: one, loserId: two });
    await connection.control('DELETE', `/objects/contacts/${three}`);
    const all = await fetch(`${connection.sandbox.url}/_sandbox/objects/contacts?state=all`);
    const states = (await all.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).state);
    expect(states).toEqual(['merged', 'merged', 'archived', 'live']);
    expect((await connection.control('GET', '/stats')).requests).toBe(0);
  });

  it('what HubSpot would refuse of a person is refused here as well', async () => {
    const connection = await connect();
    const create = connection.control('POST', '/objects/contacts', { properties: { nonsense: '1' } });
    await expect(create).rejects.toThrow('PROPERTY_DOESNT_EXIST');
    await expect(connection.control('GET', '/objects/unknown')).rejects.toThrow('404');
  });

  it('figures can be set back to zero', async () => {
    const connection = await connect();
    await connection.call('GET', '/crm/v3/objects/contacts');
    await connection.control('DELETE', '/stats');
    expect(await connection.control('GET', '/stats')).toMatchObject({
      requests: 0,
      endpoints: {},
      statuses: {},
    });
  });
});
