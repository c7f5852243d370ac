import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Json } from '../support/connection.ts';
import { connectPipedrive, make, makeField, type PipedriveConnection } from './support/connection.ts';

/** A busy machine delivers late. */
const SOON = { timeout: 10_000 };

interface Receiver {
  readonly url: string;
  readonly events: Json[];
  readonly authorizations: (string | undefined)[];
}

/** Hears events; answers with the statuses in turn, the last one for ever. */
async function receiver(statuses: readonly number[] = [200]): Promise<Receiver> {
  const events: Json[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = createServer(async (request, reply) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    reply.writeHead(statuses[Math.min(events.length, statuses.length - 1)] ?? 200).end();
    authorizations.push(request.headers.authorization);
    events.push(JSON.parse(text));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, events, authorizations };
}

const subscribe = (connection: PipedriveConnection, url: string, more: object = {}) =>
  connection.api('POST', '/v1/webhooks', {
    subscription_url: url,
    event_action: '*',
    event_object: 'person',
    name: 'Tamis',
    version: '2.0',
    ...more,
  });

describe('webhooks, facts 26 to 31', () => {
  it('26: are made with Basic credentials, listed and deleted; a token without admin may not', async () => {
    const connection = await connectPipedrive();
    const { json, status } = await subscribe(connection, 'https://tamis.example/hook', {
      http_auth_user: 'u',
    });
    expect(status).toBe(201);
    expect(json.data).toMatchObject({ event_object: 'person', version: '2.0', is_active: 1 });
    expect((await connection.api('GET', '/v1/webhooks')).json.data).toHaveLength(1);
    expect((await connection.api('DELETE', `/v1/webhooks/${json.data.id}`)).status).toBe(200);
    expect((await connection.api('GET', '/v1/webhooks')).json.data).toEqual([]);
    const { accessToken } = await connection.control('POST', '/tokens', {
      scopes: ['base', 'contacts:full'],
    });
    expect((await connection.bearer(accessToken, 'GET', '/v1/webhooks')).status).toBe(403);
  });

  it('27, 28, 30: tells of creation, change and deletion, with only what has changed in previous', async () => {
    const connection = await connectPipedrive();
    const field = await makeField(connection, 'personFields', { field_name: 'Score', field_type: 'double' });
    const { url, events, authorizations } = await receiver();
    await subscribe(connection, url, { http_auth_user: 'tamis', http_auth_password: 'secret' });
    const made = await connection.api('POST', '/api/v2/persons', { name: 'Ada' });
    const { id } = made.json.data;
    await expect.poll(() => events, SOON).toHaveLength(1);
    await connection.control('PATCH', `/objects/persons/${id}`, {
      properties: { job_title: 'CEO', [field.field_code]: 7 },
    });
    await expect.poll(() => events, SOON).toHaveLength(2);
    await connection.api('DELETE', `/api/v2/persons/${id}`);
    await expect.poll(() => events, SOON).toHaveLength(3);
    const [create, change, remove] = events;
    expect(create).toMatchObject({
      meta: { action: 'create', entity: 'person', entity_id: String(id), change_source: 'api', attempt: 1 },
      data: { id, name: 'Ada' },
      previous: null,
    });
    expect(change).toMatchObject({
      meta: { action: 'change', change_source: 'app', is_bulk_edit: false },
      data: { job_title: 'CEO', custom_fields: { [field.field_code]: { type: 'double', value: 7 } } },
    });
    expect(change.previous).toEqual({ job_title: null, custom_fields: { [field.field_code]: null } });
    expect(remove).toMatchObject({ meta: { action: 'delete' }, data: null, previous: { name: 'Ada' } });
    expect(new Set(authorizations)).toEqual(
      new Set([`Basic ${Buffer.from('tamis:secret').toString('base64')}`]),
    );
  });

  it('29: a merge is two events that name each other', async () => {
    const connection = await connectPipedrive();
    const loser = await make(connection, 'persons', { name: 'A' });
    const survivor = await make(connection, 'persons', { name: 'Ada' });
    const { url, events } = await receiver();
    await subscribe(connection, url);
    await connection.control('POST', '/objects/persons/merge', { primaryId: survivor, loserId: loser });
    await expect.poll(() => events, SOON).toHaveLength(2);
    expect(events.map(({ meta }) => meta)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'delete', entity_id: String(loser), merged_to_id: survivor }),
        expect.objectContaining({ action: 'change', entity_id: String(survivor), merged_from_id: loser }),
      ]),
    );
  });

  it('31: a delivery that fails is tried again with the next attempt', async () => {
    const connection = await connectPipedrive();
    await connection.control('PATCH', '/settings', { webhooks: { retryMs: [5, 5] } });
    const { url, events } = await receiver([500, 500, 200]);
    await subscribe(connection, url);
    await make(connection, 'persons', { name: 'Ada' });
    await expect.poll(() => events.map(({ meta }) => meta.attempt), SOON).toEqual([1, 2, 3]);
    expect(new Set(events.map(({ meta }) => meta.id)).size).toBe(1);
  });

  it('31: after ten failed first tries events are lost for 30 minutes', async () => {
    const connection = await connectPipedrive({ now: Date.UTC(2026, 5, 1) });
    await connection.control('PATCH', '/settings', {
      webhooks: { retryMs: [] },
      limits: { apiToken: 10_000 },
    });
    const { url, events } = await receiver([...Array.from({ length: 10 }, () => 500), 200]);
    await subscribe(connection, url, { event_action: 'create' });
    const deliveredAt = async () =>
      (await connection.api('GET', '/v1/webhooks')).json.data[0].last_delivery_time;
    for (let minute = 10; minute < 20; minute += 1) {
      await connection.control('POST', '/clock', { freeze: `2026-06-01T10:${minute}:00Z` });
      await make(connection, 'persons', { name: `Person ${minute}` });
      await expect.poll(deliveredAt, SOON).toBe(`2026-06-01 10:${minute}:00`);
    }
    await make(connection, 'persons', { name: 'Lost' });
    await connection.control('POST', '/clock', { advanceMs: 30 * 60_000 });
    await make(connection, 'persons', { name: 'Heard' });
    await expect.poll(() => events, SOON).toHaveLength(11);
    expect(events.at(-1).data.name).toBe('Heard');
  });
});
