import { describe, expect, it } from 'vitest';
import { connectPipedrive, make, makeField, type PipedriveConnection } from './support/connection.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

async function makeLead(connection: PipedriveConnection, more: object = {}) {
  const person = await make(connection, 'persons', { name: 'Ada' });
  const { json, status } = await connection.api('POST', '/v1/leads', {
    title: 'Ada lead',
    person_id: person,
    ...more,
  });
  expect(status).toBe(201);
  return json.data;
}

describe('leads of v1, facts 10, 11, 13, 16, 18, 19', () => {
  it('18: a lead has a UUID and labels with one, and needs a person or an organization', async () => {
    const connection = await connectPipedrive();
    const labels = (await connection.api('GET', '/v1/leadLabels')).json.data;
    expect(labels.map(({ name }: { name: string }) => name)).toEqual(['Hot', 'Warm', 'Cold']);
    const lead = await makeLead(connection, { label_ids: [labels[0].id] });
    expect(lead.id).toMatch(UUID);
    expect(lead).toMatchObject({ label_ids: [labels[0].id], is_archived: false, organization_id: null });
    const alone = await connection.api('POST', '/v1/leads', { title: 'Nobody' });
    expect(alone).toMatchObject({ status: 400, json: { success: false } });
    const left = await connection.api('PATCH', `/v1/leads/${lead.id}`, { person_id: null });
    expect(left.status).toBe(400);
  });

  it('16: its custom fields are those of deals, flat, and unset ones are absent', async () => {
    const connection = await connectPipedrive();
    const score = await makeField(connection, 'dealFields', { field_name: 'Score', field_type: 'double' });
    const stage = await makeField(connection, 'dealFields', {
      field_name: 'Stage',
      field_type: 'enum',
      options: [{ label: 'MQL' }],
    });
    const budget = await makeField(connection, 'dealFields', {
      field_name: 'Budget',
      field_type: 'monetary',
    });
    const lead = await makeLead(connection);
    expect(lead).not.toHaveProperty(score.field_code);
    const path = `/v1/leads/${lead.id}`;
    const written = await connection.api('PATCH', path, {
      [score.field_code]: 42,
      [stage.field_code]: stage.options[0].id,
      [budget.field_code]: 500,
    });
    expect(written.json.data).toMatchObject({
      title: 'Ada lead',
      [score.field_code]: 42,
      [stage.field_code]: stage.options[0].id,
      [budget.field_code]: 500,
      [`${budget.field_code}_currency`]: 'EUR',
    });
    await connection.control('PATCH', '/settings', { unknowns: { leadOptions: 'text' } });
    const { json } = await connection.api('GET', path);
    expect(json.data[stage.field_code]).toBe(String(stage.options[0].id));
    const cleared = await connection.api('PATCH', path, { [score.field_code]: null });
    expect(cleared.json.data).not.toHaveProperty(score.field_code);
    expect((await connection.api('PATCH', path, { ['0'.repeat(40)]: 1 })).status).toBe(400);
    const fields = await connection.api('GET', '/v1/leadFields?limit=500');
    expect(fields.json.data).toContainEqual(
      expect.objectContaining({ key: score.field_code, name: 'Score' }),
    );
  });

  it('10, 11: pages go by offset, updated_since is inclusive, and archived leads have a list of their own', async () => {
    const connection = await connectPipedrive();
    await connection.control('POST', '/clock', { freeze: '2026-06-01T10:00:00Z' });
    const first = await makeLead(connection);
    await connection.control('POST', '/clock', { freeze: '2026-06-01T10:00:01Z' });
    const second = await makeLead(connection);
    const ids = async (path: string) =>
      (await connection.api('GET', path)).json.data.map(({ id }: { id: string }) => id);
    const { json } = await connection.api('GET', '/v1/leads?limit=1');
    expect(json.additional_data.pagination).toEqual({
      start: 0,
      limit: 1,
      more_items_in_collection: true,
      next_start: 1,
    });
    const last = await connection.api('GET', '/v1/leads?limit=1&start=1');
    expect(last.json.additional_data.pagination).toEqual({
      start: 1,
      limit: 1,
      more_items_in_collection: false,
    });
    expect(await ids('/v1/leads?updated_since=2026-06-01T10:00:01Z')).toEqual([second.id]);
    expect(await ids('/v1/leads?updated_since=2026-06-01T10:00:00.000Z')).toEqual([first.id, second.id]);
    expect(await ids('/v1/leads?sort=update_time%20DESC')).toEqual([second.id, first.id]);
    expect((await connection.api('GET', '/v1/leads?updated_since=yesterday')).status).toBe(400);
    await connection.api('PATCH', `/v1/leads/${first.id}`, { is_archived: true });
    expect(await ids('/v1/leads')).toEqual([second.id]);
    expect(await ids('/v1/leads/archived')).toEqual([first.id]);
    expect(await ids('/v1/leads/archived?updated_since=2027-01-01T00:00:00Z')).toEqual([first.id]);
  });

  it('19: a lead becomes a deal with its person, value and custom values, and is gone', async () => {
    const connection = await connectPipedrive();
    const score = await makeField(connection, 'dealFields', { field_name: 'Score', field_type: 'double' });
    const lead = await makeLead(connection, {
      value: { amount: 900, currency: 'EUR' },
      [score.field_code]: 42,
    });
    await connection.control('PATCH', '/settings', { conversionMs: 5000 });
    const started = await connection.api('POST', `/api/v2/leads/${lead.id}/convert/deal`, {});
    const status = `/api/v2/leads/${lead.id}/convert/status/${started.json.data.conversion_id}`;
    expect((await connection.api('GET', status)).json.data).toMatchObject({ status: 'running' });
    await connection.control('POST', '/clock', { advanceMs: 5000 });
    const { json } = await connection.api('GET', status);
    expect(json.data).toMatchObject({ status: 'completed', deal_id: expect.any(Number) });
    const deal = await connection.api('GET', `/api/v2/deals/${json.data.deal_id}`);
    expect(deal.json.data).toMatchObject({
      title: 'Ada lead',
      person_id: lead.person_id,
      value: 900,
      custom_fields: { [score.field_code]: 42 },
    });
    expect((await connection.api('GET', '/v1/leads')).json.data).toEqual([]);
    expect((await connection.api('GET', `/v1/leads/${lead.id}`)).status).toBe(404);
    expect((await connection.api('PATCH', `/v1/leads/${lead.id}`, { title: 'Late' })).status).toBe(404);
  });

  it('a person converts a lead at the screen', async () => {
    const connection = await connectPipedrive();
    const person = await make(connection, 'persons', { name: 'Ada' });
    const id = await make(connection, 'leads', { title: 'Ada lead', person_id: person });
    const { dealId } = await connection.control('POST', '/objects/leads/convert', { id });
    expect(await connection.dump('leads', '?state=all')).toMatchObject([
      { id, state: 'converted', convertedTo: dealId },
    ]);
    expect(await connection.dump('deals')).toMatchObject([{ id: dealId, properties: { person_id: person } }]);
  });
});
