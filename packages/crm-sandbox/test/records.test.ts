import { describe, expect, it } from 'vitest';
import { connect, makeContacts } from './support/connection.ts';

const CONTACTS = '/crm/v3/objects/contacts';

describe('records, facts 15 to 18, 22, 26 and 34', () => {
  it('15: a record is id, properties, times and archived; ids and values are strings, missing values null', async () => {
    const connection = await connect();
    const [id] = await makeContacts(connection, [{ email: 'ada@acme.fr' }]);
    const { json } = await connection.call('GET', `${CONTACTS}/${id}?properties=email,hs_email_open`);
    expect(json).toEqual({
      id,
      archived: false,
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: json.createdAt,
      properties: {
        email: 'ada@acme.fr',
        hs_email_open: null,
        hs_object_id: id,
        createdate: json.createdAt,
        lastmodifieddate: json.createdAt,
      },
    });
  });

  it('16: lists have 10 records unless asked for more, at most 100, and a cursor to the next page', async () => {
    const connection = await connect({ contacts: 120, profile: 'bare' });
    expect((await connection.call('GET', CONTACTS)).json.results).toHaveLength(10);
    const first = await connection.call('GET', `${CONTACTS}?limit=100`);
    const second = await connection.call(
      'GET',
      `${CONTACTS}?limit=100&after=${first.json.paging.next.after}`,
    );
    expect(second.json.results).toHaveLength(20);
    expect(second.json.paging).toBeUndefined();
    expect((await connection.call('GET', `${CONTACTS}?limit=101`)).status).toBe(400);
  });

  it('16: a deleted record is gone, and `archived=true` still lists it', async () => {
    const connection = await connect();
    const [id] = await makeContacts(connection, [{ email: 'ada@acme.fr' }]);
    expect((await connection.call('DELETE', `${CONTACTS}/${id}`)).status).toBe(204);
    expect(await connection.call('GET', `${CONTACTS}/${id}`)).toMatchObject({
      status: 404,
      json: { category: 'OBJECT_NOT_FOUND' },
    });
    const { results } = (await connection.call('GET', `${CONTACTS}?archived=true`)).json;
    expect(results).toMatchObject([{ id, archived: true, archivedAt: expect.any(String) }]);
  });

  it('16: a deleted record is restored with its id and values, unless an active one holds its address', async () => {
    const connection = await connect();
    const [id] = await makeContacts(connection, [{ email: 'ada@acme.fr', city: 'Lyon' }]);
    const restore = () => connection.control('POST', `/objects/contacts/${id}/restore`);
    await expect(restore()).rejects.toThrow('404');
    await connection.control('DELETE', `/objects/contacts/${id}`);
    const [other] = await makeContacts(connection, [{ email: 'ada@acme.fr' }]);
    await expect(restore()).rejects.toThrow('409');
    await connection.control('DELETE', `/objects/contacts/${other}`);
    expect(await restore()).toMatchObject({ id, state: 'live', properties: { city: 'Lyon' } });
    const found = await connection.call('POST', `${CONTACTS}/search`, {
      filterGroups: [{ filters: [{ propertyName: 'email', operator: 'EQ', value: 'ada@acme.fr' }] }],
    });
    expect(found.json.results).toMatchObject([{ id }]);
  });

  it('16: after 90 days a deleted record cannot be restored', async () => {
    const connection = await connect();
    const [id] = await makeContacts(connection, [{ email: 'ada@acme.fr' }]);
    await connection.control('DELETE', `/objects/contacts/${id}`);
    await connection.control('POST', '/clock', { advanceMs: 91 * 86_400_000 });
    await expect(connection.control('POST', `/objects/contacts/${id}/restore`)).rejects.toThrow('404');
  });

  it('17: unknown properties are ignored on read and refused by name on write', async () => {
    const connection = await connect();
    const [id] = await makeContacts(connection, [{ email: 'ada@acme.fr' }]);
    const read = await connection.call('GET', `${CONTACTS}/${id}?properties=email,nonsense`);
    expect(read.json.properties).not.toHaveProperty('nonsense');
    const write = await connection.call('PATCH', `${CONTACTS}/${id}`, {
      properties: { nonsense: 'x', email: 'b@acme.fr' },
    });
    expect(write.status).toBe(400);
    expect(write.json.category).toBe('VALIDATION_ERROR');
    expect(write.json.message).toContain('Property values were not valid');
    expect(write.json.errors).toEqual([
      {
        code: 'PROPERTY_DOESNT_EXIST',
        message: 'Property "nonsense" does not exist',
        context: { propertyName: ['nonsense'] },
      },
    ]);
    const after = await connection.call('GET', `${CONTACTS}/${id}`);
    expect(after.json.properties.email).toBe('ada@acme.fr');
  });

  it('17: an empty text clears a value', async () => {
    const connection = await connect();
    const [id] = await makeContacts(connection, [{ email: 'ada@acme.fr', jobtitle: 'CEO' }]);
    await connection.call('PATCH', `${CONTACTS}/${id}`, { properties: { jobtitle: '' } });
    const { json } = await connection.call('GET', `${CONTACTS}/${id}?properties=jobtitle`);
    expect(json.properties.jobtitle).toBeNull();
  });

  it('18: a contact can be read by its e-mail address, whatever its case', async () => {
    const connection = await connect();
    const [id] = await makeContacts(connection, [{ email: 'Ada@Acme.fr' }]);
    const { json } = await connection.call('GET', `${CONTACTS}/ada%40ACME.fr?idProperty=email`);
    expect(json.id).toBe(id);
    expect(json.properties.email).toBe('ada@acme.fr');
  });

  it('22: a body that is no JSON gets an error body, not a crash', async () => {
    const connection = await connect();
    const answer = await connection.call('POST', CONTACTS, '{"properties": {');
    expect(answer).toMatchObject({ status: 400, json: { status: 'error', category: 'VALIDATION_ERROR' } });
    expect(answer.json.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('26: contacts carry lastmodifieddate, other objects hs_lastmodifieddate', async () => {
    const connection = await connect();
    const contact = await connection.call('POST', CONTACTS, { properties: { email: 'ada@acme.fr' } });
    expect(contact.json.properties).toHaveProperty('lastmodifieddate');
    for (const object of ['companies', 'deals', 'meetings', 'calls', 'emails', 'notes', 'tasks']) {
      const made = await connection.call('POST', `/crm/v3/objects/${object}`, { properties: {} });
      expect(made.json.properties, object).toHaveProperty('hs_lastmodifieddate');
    }
  });

  it.each([
    ['an option that is none', { hs_seniority: 'C-Level' }, 'INVALID_OPTION'],
    ['a label instead of the value', { lifecyclestage: 'Lead' }, 'INVALID_OPTION'],
    ['a text for a number', { associatedcompanyid: 'many' }, 'INVALID_INTEGER'],
    ['an address without a domain', { email: 'ada@acme' }, 'INVALID_EMAIL'],
    ['a value that HubSpot sets itself', { hs_analytics_num_page_views: '3' }, 'READ_ONLY_VALUE'],
  ])('34: %s is refused', async (_what, properties, code) => {
    const connection = await connect();
    const answer = await connection.call('POST', CONTACTS, { properties });
    expect(answer.status).toBe(400);
    expect(answer.json.errors[0].code).toBe(code);
  });

  it('34: a date in milliseconds must be midnight UTC', async () => {
    const connection = await connect();
    await connection.call('POST', '/crm/v3/properties/contacts', {
      name: 'renewal',
      label: 'Renewal',
      type: 'date',
      fieldType: 'date',
      groupName: 'contactinformation',
    });
    const midnight = Date.UTC(2026, 4, 1);
    const write = (renewal: number) => connection.call('POST', CONTACTS, { properties: { renewal } });
    expect((await write(midnight)).json.properties.renewal).toBe('2026-05-01');
    expect((await write(midnight + 1)).json.errors[0].code).toBe('INVALID_DATE');
  });

  it('property history gives past values with their times, newest first', async () => {
    const connection = await connect();
    await connection.control('POST', '/clock', { freeze: '2026-01-01T00:00:00Z' });
    const [id] = await makeContacts(connection, [{ email: 'ada@acme.fr', jobtitle: 'Intern' }]);
    await connection.control('POST', '/clock', { advanceMs: 1000 });
    await connection.call('PATCH', `${CONTACTS}/${id}`, { properties: { jobtitle: 'CEO' } });
    const { json } = await connection.call('GET', `${CONTACTS}/${id}?propertiesWithHistory=jobtitle`);
    expect(json.propertiesWithHistory.jobtitle).toEqual([
      { value: 'CEO', timestamp: '2026-01-01T00:00:01Z', sourceType: 'INTEGRATION' },
      { value: 'Intern', timestamp: '2026-01-01T00:00:00Z', sourceType: 'CRM_UI' },
    ]);
  });
});
