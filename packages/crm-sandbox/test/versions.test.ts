import { describe, expect, it } from 'vitest';
import { connect, makeContacts } from './support/connection.ts';

describe('versions, facts 6 and 7', () => {
  it.each(['/crm/v3/objects', '/crm/objects/2026-03', '/crm/objects/2026-09'])(
    '6: %s serves the same records',
    async (base) => {
      const connection = await connect();
      const [id] = await makeContacts(connection, [{ email: 'ada@acme.fr' }]);
      expect((await connection.call('GET', `${base}/contacts/${id}`)).json.properties.email).toBe(
        'ada@acme.fr',
      );
      expect((await connection.call('GET', `${base}/0-1/${id}`)).status).toBe(200);
    },
  );

  it('6: version 3 of the objects ends in the autumn of 2027, version 4 of the associations in March', async () => {
    const connection = await connect({ now: Date.UTC(2027, 9, 2) });
    expect((await connection.call('GET', '/crm/v3/objects/contacts')).status).toBe(404);
    expect((await connection.call('GET', '/crm/v4/objects/contacts/1/associations/companies')).status).toBe(
      404,
    );
    expect((await connection.call('GET', '/crm/objects/2026-09/contacts')).status).toBe(200);
  });

  it('7: only 2026-09 enforces what the administrator requires', async () => {
    const connection = await connect();
    await connection.control('PUT', '/required/contacts', [
      { property: 'phone' },
      { property: 'jobtitle', when: { property: 'lifecyclestage', value: 'opportunity' } },
    ]);
    const create = (base: string, properties: object) =>
      connection.call('POST', `${base}/contacts`, { properties });
    expect((await create('/crm/objects/2026-03', { firstname: 'Ada' })).status).toBe(201);
    const refused = await create('/crm/objects/2026-09', { firstname: 'Ada' });
    expect(refused).toMatchObject({ status: 400, json: { subCategory: 'MISSING_REQUIRED_PROPERTY' } });
    const conditional = await create('/crm/objects/2026-09', { phone: '1', lifecyclestage: 'opportunity' });
    expect(conditional.json.subCategory).toBe('MISSING_CONDITIONAL_REQUIRED_PROPERTY');
    expect((await create('/crm/objects/2026-09', { phone: '1' })).status).toBe(201);
  });
});
