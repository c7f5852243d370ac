import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectPipedrive, make, makeField, readAll } from './support/connection.ts';

const names = (records: readonly { name: string }[]) => records.map(({ name }) => name);

describe('lists of v2, facts 11 to 13', () => {
  it('11: a page holds 100 records, at most 500, and the last page’s cursor is null', async () => {
    const connection = await connectPipedrive({ contacts: 520, profile: 'bare' });
    const first = await connection.api('GET', '/api/v2/persons');
    expect(first.json.data).toHaveLength(100);
    expect(first.json.additional_data.next_cursor).toEqual(expect.any(String));
    const all = await connection.api('GET', '/api/v2/persons?limit=500');
    const rest = await connection.api(
      'GET',
      `/api/v2/persons?limit=500&cursor=${all.json.additional_data.next_cursor}`,
    );
    expect(rest.json.data).toHaveLength(20);
    expect(rest.json.additional_data.next_cursor).toBeNull();
    expect((await connection.api('GET', '/api/v2/persons?limit=501')).status).toBe(400);
  });

  it('walks by any order and in either direction meet every record exactly once, though many share a second', async () => {
    const connection = await connectPipedrive({ contacts: 40, profile: 'bare' });
    await connection.control('PATCH', '/settings', { limits: { apiToken: 100_000 } });
    await connection.control('POST', '/objects/persons/modify', {
      count: 25,
      properties: { job_title: 'CEO' },
    });
    const order = fc.record({
      sortBy: fc.constantFrom('id', 'update_time', 'add_time'),
      direction: fc.constantFrom('asc', 'desc'),
      limit: fc.integer({ min: 1, max: 45 }),
    });
    await fc.assert(
      fc.asyncProperty(order, async ({ sortBy, direction, limit }) => {
        const path = `/api/v2/persons?limit=${limit}&sort_by=${sortBy}&sort_direction=${direction}`;
        const ids = (await readAll(connection, path)).map(({ id }) => id);
        expect(ids).toHaveLength(40);
        expect(new Set(ids).size).toBe(40);
      }),
      { numRuns: 15 },
    );
  });

  it('a record changed during a walk by update_time moves to its end and is met again', async () => {
    const connection = await connectPipedrive({ contacts: 6, profile: 'bare' });
    const path = '/api/v2/persons?limit=2&sort_by=update_time';
    const { json } = await connection.api('GET', path);
    const moved = json.data[0].id;
    await connection.control('PATCH', `/objects/persons/${moved}`, { properties: { job_title: 'CEO' } });
    const rest = await readAll(connection, path, json.additional_data.next_cursor);
    expect(rest.map(({ id }) => id)).toHaveLength(5);
    expect(rest.at(-1).id).toBe(moved);
  });

  it('12: updated_since and updated_until are inclusive, in whole seconds, and take no fraction', async () => {
    const connection = await connectPipedrive({ now: Date.UTC(2026, 5, 1) });
    await connection.control('POST', '/clock', { freeze: '2026-06-01T10:00:00.900Z' });
    await make(connection, 'persons', { name: 'Early' });
    await connection.control('POST', '/clock', { freeze: '2026-06-01T10:00:01.100Z' });
    await make(connection, 'persons', { name: 'Late' });
    const list = async (query: string) =>
      names((await connection.api('GET', `/api/v2/persons?${query}`)).json.data);
    expect(await list('updated_since=2026-06-01T10:00:00Z')).toEqual(['Early', 'Late']);
    expect(await list('updated_since=2026-06-01T10:00:01Z')).toEqual(['Late']);
    expect(await list('updated_since=2026-06-01T12:00:01%2B02:00')).toEqual(['Late']);
    expect(await list('updated_until=2026-06-01T10:00:00Z')).toEqual(['Early']);
    expect(await list('sort_by=update_time&updated_since=2026-06-01T10:00:01Z')).toEqual(['Late']);
    const refused = await connection.api('GET', '/api/v2/persons?updated_since=2026-06-01T10:00:00.000Z');
    expect(refused).toMatchObject({ status: 400, json: { code: 'ERR_SCHEMA_VALIDATION_FAILED' } });
    expect(refused.json.error).toContain('not a valid datetime');
  });

  it('12: at most 100 ids, and a saved filter overrides all others', async () => {
    const connection = await connectPipedrive({ contacts: 4, profile: 'bare' });
    const ids = Array.from({ length: 101 }, (_, index) => index + 1);
    expect((await connection.api('GET', `/api/v2/persons?ids=${ids}`)).status).toBe(400);
    const two = await connection.api('GET', '/api/v2/persons?ids=101,103');
    expect(two.json.data.map(({ id }: { id: number }) => id)).toEqual([101, 103]);
    await connection.control('PUT', '/filters/7', { object: 'persons', ids: [102] });
    const filtered = await connection.api('GET', '/api/v2/persons?filter_id=7&ids=101,103');
    expect(filtered.json.data.map(({ id }: { id: number }) => id)).toEqual([102]);
    expect((await connection.api('GET', '/api/v2/persons?filter_id=8')).status).toBe(404);
  });

  it('narrows by owner, person and organization', async () => {
    const connection = await connectPipedrive();
    const organization = await make(connection, 'organizations', { name: 'Acme' });
    const person = await make(connection, 'persons', { name: 'Ada', org_id: organization, owner_id: 9002 });
    await make(connection, 'persons', { name: 'Bob' });
    await make(connection, 'activities', { subject: 'Call', type: 'call', person_id: person, done: true });
    await make(connection, 'activities', { subject: 'Meet', type: 'meeting', person_id: person });
    const count = async (path: string) => (await connection.api('GET', path)).json.data.length;
    expect(await count(`/api/v2/persons?org_id=${organization}`)).toBe(1);
    expect(await count('/api/v2/persons?owner_id=9001')).toBe(1);
    const deal = await make(connection, 'deals', { title: 'Big', person_id: person });
    expect(await count(`/api/v2/persons?deal_id=${deal}`)).toBe(1);
    expect(await count('/api/v2/persons?deal_id=999')).toBe(0);
    expect(await count(`/api/v2/activities?person_id=${person}`)).toBe(2);
    expect(await count(`/api/v2/activities?person_id=${person}&done=true`)).toBe(1);
    expect(await count('/api/v2/activities?done=false')).toBe(1);
  });

  it('13, 15: deleted persons vanish; deals of that status are listed for 30 days', async () => {
    const connection = await connectPipedrive();
    const person = await make(connection, 'persons', { name: 'Ada' });
    const deal = await make(connection, 'deals', { title: 'Big', person_id: person });
    await connection.api('DELETE', `/api/v2/persons/${person}`);
    await connection.api('DELETE', `/api/v2/deals/${deal}`);
    expect((await connection.api('GET', '/api/v2/persons')).json.data).toEqual([]);
    expect((await connection.api('GET', '/api/v2/deals')).json.data).toEqual([]);
    const deleted = await connection.api('GET', '/api/v2/deals?status=deleted');
    expect(deleted.json.data).toMatchObject([{ id: deal, is_deleted: true }]);
    await connection.control('POST', '/clock', { advanceMs: 30 * 86_400_000 });
    expect((await connection.api('GET', '/api/v2/deals?status=deleted')).json.data).toEqual([]);
  });

  it('15: shows at most 15 custom fields by key, and further fields on request', async () => {
    const connection = await connectPipedrive();
    const one = await makeField(connection, 'personFields', { field_name: 'One', field_type: 'varchar' });
    const two = await makeField(connection, 'personFields', { field_name: 'Two', field_type: 'double' });
    const person = await make(connection, 'persons', {
      name: 'Ada',
      marketing_status: 'subscribed',
      [one.field_code]: 'x',
    });
    await make(connection, 'deals', { title: 'Won', person_id: person, status: 'won' });
    const shown = await connection.api(
      'GET',
      `/api/v2/persons?custom_fields=${one.field_code}&include_fields=marketing_status,won_deals_count`,
    );
    expect(shown.json.data[0]).toMatchObject({ marketing_status: 'subscribed', won_deals_count: 1 });
    expect(shown.json.data[0].custom_fields).toEqual({ [one.field_code]: 'x' });
    const all = await connection.api('GET', `/api/v2/persons/${person}`);
    expect(all.json.data.custom_fields).toEqual({ [one.field_code]: 'x', [two.field_code]: null });
    expect(all.json.data).not.toHaveProperty('marketing_status');
    const keys = Array.from({ length: 16 }, (_, index) => `k${index}`);
    expect((await connection.api('GET', `/api/v2/persons?custom_fields=${keys}`)).status).toBe(400);
    expect((await connection.api('GET', '/api/v2/persons?include_fields=nonsense')).status).toBe(400);
  });

  it('archived deals have a list of their own, and the lead a deal came from is shown on request', async () => {
    const connection = await connectPipedrive();
    const person = await make(connection, 'persons', { name: 'Ada' });
    const lead = await make(connection, 'leads', { title: 'Ada lead', person_id: person });
    const { dealId } = await connection.control('POST', '/objects/leads/convert', { id: lead });
    const list = async (path: string) => (await connection.api('GET', path)).json.data;
    expect((await list('/api/v2/deals'))[0]).not.toHaveProperty('source_lead_id');
    expect(await list('/api/v2/deals?include_fields=source_lead_id')).toMatchObject([
      { source_lead_id: lead },
    ]);
    await connection.api('PATCH', `/api/v2/deals/${dealId}`, { is_archived: true });
    expect(await list('/api/v2/deals')).toEqual([]);
    expect(await list('/api/v2/deals/archived')).toMatchObject([{ id: Number(dealId), is_archived: true }]);
  });
});
