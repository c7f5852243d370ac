import { Client } from '@hubspot/api-client';
import {
  PropertyCreateFieldTypeEnum,
  PropertyCreateTypeEnum,
} from '@hubspot/api-client/lib/codegen/crm/properties/index.js';
import { describe, expect, it } from 'vitest';
import { type Connection, connect } from './support/connection.ts';

function clientOf({ sandbox }: Connection): Client {
  return new Client({
    accessToken: sandbox.credentials.accessToken,
    basePath: sandbox.url,
    numberOfApiCallRetries: 0,
    limiterOptions: { minTime: 0, maxConcurrent: 10 },
  });
}

describe('HubSpot’s own client', () => {
  it('creates, reads, updates, searches and archives contacts', async () => {
    const { crm } = clientOf(await connect());
    const made = await crm.contacts.basicApi.create({
      properties: { email: 'ada@acme.fr' },
      associations: [],
    });
    await crm.contacts.basicApi.update(made.id, { properties: { jobtitle: 'CEO' } });
    const read = await crm.contacts.basicApi.getById(
      'ada@acme.fr',
      ['jobtitle'],
      undefined,
      undefined,
      false,
      'email',
    );
    expect(read.properties.jobtitle).toBe('CEO');
    expect(read.createdAt).toBeInstanceOf(Date);
    const found = await crm.contacts.searchApi.doSearch({
      filterGroups: [{ filters: [{ propertyName: 'email', operator: 'EQ' as never, value: 'ada@acme.fr' }] }],
      sorts: ['-createdate'],
      properties: ['jobtitle'],
      limit: 10,
      after: '0',
    });
    expect(found).toMatchObject({ total: 1, results: [{ id: made.id }] });
    await crm.contacts.basicApi.archive(made.id);
    await expect(crm.contacts.basicApi.getById(made.id)).rejects.toMatchObject({ code: 404 });
  });

  it('works with batches, a 207 among them, and shows the rate headers', async () => {
    const { crm } = clientOf(await connect({ contacts: 3, profile: 'bare' }));
    const page = await crm.contacts.basicApi.getPageWithHttpInfo(3);
    expect(page.headers['x-hubspot-ratelimit-max']).toBe('190');
    const ids = page.data.results.map(({ id }) => id);
    const inputs = [...ids, '999999'].map((id) => ({ id, properties: { jobtitle: 'CEO' } }));
    const updated = await crm.contacts.batchApi.update({ inputs });
    expect(updated.results).toHaveLength(3);
    expect(updated).toMatchObject({ numErrors: 1, errors: [{ category: 'OBJECT_NOT_FOUND' }] });
  });

  it('creates properties and groups, and reads association batches, owners and the account', async () => {
    const client = clientOf(await connect({ contacts: 20 }));
    await client.crm.properties.groupsApi.create('contacts', { name: 'ours', label: 'Ours' });
    const property = await client.crm.properties.coreApi.create('contacts', {
      name: 'ours_score',
      label: 'Score',
      type: PropertyCreateTypeEnum.Number,
      fieldType: PropertyCreateFieldTypeEnum.Number,
      groupName: 'ours',
    });
    expect(property.name).toBe('ours_score');
    const contacts = await client.crm.contacts.basicApi.getPage(20);
    const inputs = contacts.results.map(({ id }) => ({ id }));
    const linked = await client.crm.associations.v4.batchApi.getPage('contacts', 'companies', { inputs });
    expect(linked.results.length).toBeGreaterThan(5);
    expect(linked.results[0]?._from.id).toMatch(/^\d+$/);
    expect((await client.crm.owners.ownersApi.getPage()).results.length).toBeGreaterThan(3);
    const account = await client.apiRequest({ path: '/account-info/2026-03/details' });
    expect(await account.json()).toMatchObject({ timeZone: 'Europe/Paris', uiDomain: 'app-eu1.hubspot.com' });
  });

  it('exchanges and refreshes OAuth tokens', async () => {
    const connection = await connect();
    const { clientId, clientSecret } = connection.sandbox.credentials;
    const { refreshToken } = await connection.control('POST', '/tokens', {});
    const tokens = await clientOf(connection).oauth.tokensApi.create(
      'refresh_token',
      undefined,
      undefined,
      clientId,
      clientSecret,
      refreshToken,
    );
    expect(tokens).toMatchObject({ refreshToken, expiresIn: 1800 });
  });
});
