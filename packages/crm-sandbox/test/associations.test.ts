import { describe, expect, it } from 'vitest';
import { type Connection, connect, makeContacts } from './support/connection.ts';

async function contactAndCompany(connection: Connection): Promise<{ contact: string; company: string }> {
  const [contact = ''] = await makeContacts(connection, [{ email: 'ada@acme.fr' }]);
  const { json } = await connection.call('POST', '/crm/v3/objects/companies', {
    properties: { name: 'Acme' },
  });
  return { contact, company: json.id };
}

const link = (connection: Connection, ids: { contact: string; company: string }, ...typeIds: number[]) =>
  connection.call('POST', '/crm/v4/associations/contacts/companies/batch/create', {
    inputs: [
      {
        from: { id: ids.contact },
        to: { id: ids.company },
        types: typeIds.map((associationTypeId) => ({
          associationCategory: 'HUBSPOT_DEFINED',
          associationTypeId,
        })),
      },
    ],
  });

describe('associations, fact 35', () => {
  it('35: types 1 and 2 are the primary company, 279 and 280 the plain link beside it', async () => {
    const connection = await connect();
    const ids = await contactAndCompany(connection);
    expect((await link(connection, ids, 1)).status).toBe(201);
    const read = async (from: string, to: string, id: string) => {
      const { json } = await connection.call('POST', `/crm/v4/associations/${from}/${to}/batch/read`, {
        inputs: [{ id }],
      });
      return json.results[0].to[0].associationTypes.map((type: { typeId: number }) => type.typeId);
    };
    expect(await read('contacts', 'companies', ids.contact)).toEqual([279, 1]);
    expect(await read('companies', 'contacts', ids.company)).toEqual([280, 2]);
  });

  it('35: the primary company shows as associatedcompanyid, and both links in lists', async () => {
    const connection = await connect();
    const ids = await contactAndCompany(connection);
    await link(connection, ids, 1);
    const { json } = await connection.call(
      'GET',
      `/crm/v3/objects/contacts/${ids.contact}?properties=associatedcompanyid&associations=companies`,
    );
    expect(json.properties.associatedcompanyid).toBe(ids.company);
    expect(json.associations.companies.results).toEqual([
      { id: ids.company, type: 'contact_to_company_unlabeled' },
      { id: ids.company, type: 'contact_to_company' },
    ]);
  });

  it('35: a batch read gives the linked ids, and a 207 for records without any', async () => {
    const connection = await connect();
    const ids = await contactAndCompany(connection);
    await link(connection, ids);
    const [alone = ''] = await makeContacts(connection, [{}]);
    const inputs = [{ id: ids.contact }, { id: alone }];
    const answer = await connection.call('POST', '/crm/v4/associations/contacts/companies/batch/read', {
      inputs,
    });
    expect(answer.status).toBe(207);
    expect(answer.json.results).toEqual([
      {
        from: { id: ids.contact },
        to: [
          {
            toObjectId: Number(ids.company),
            associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 279, label: null }],
          },
        ],
      },
    ]);
    expect(answer.json.errors[0]).toMatchObject({
      subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
      context: { fromObjectId: [alone] },
    });
  });

  it('35: the dated version gives ids as texts', async () => {
    const connection = await connect();
    const ids = await contactAndCompany(connection);
    await link(connection, ids);
    const { json } = await connection.call(
      'POST',
      '/crm/associations/2026-03/contacts/companies/batch/read',
      {
        inputs: [{ id: ids.contact }],
      },
    );
    expect(json.results[0].to[0].toObjectId).toBe(ids.company);
  });

  it('35: a batch read takes 1,000 inputs, or as few as the setting says, and a batch create 2,000', async () => {
    const connection = await connect();
    const read = async (count: number) => {
      const inputs = Array.from({ length: count }, (_, at) => ({ id: String(at + 1) }));
      return (await connection.call('POST', '/crm/v4/associations/contacts/companies/batch/read', { inputs }))
        .status;
    };
    expect(await read(1000)).toBe(207);
    expect(await read(1001)).toBe(400);
    await connection.control('PATCH', '/settings', { associationReadMax: 100 });
    expect(await read(101)).toBe(400);
    const inputs = Array.from({ length: 2001 }, () => ({ from: { id: '1' }, to: { id: '2' }, types: [] }));
    const create = await connection.call('POST', '/crm/v4/associations/contacts/companies/batch/create', {
      inputs,
    });
    expect(create).toMatchObject({ status: 400, json: { message: expect.stringContaining('2000') } });
  });

  it('a type that does not join the two objects is refused', async () => {
    const connection = await connect();
    const ids = await contactAndCompany(connection);
    expect((await link(connection, ids, 3)).status).toBe(400);
  });

  it('links can be removed, and go with a deleted record', async () => {
    const connection = await connect();
    const ids = await contactAndCompany(connection);
    const count = async () => {
      const path = `/crm/v4/objects/contacts/${ids.contact}/associations/companies`;
      return (await connection.call('GET', path)).json.results.length;
    };
    await link(connection, ids, 1);
    const inputs = [{ from: { id: ids.contact }, to: [{ id: ids.company }] }];
    await connection.call('POST', '/crm/v4/associations/contacts/companies/batch/archive', { inputs });
    expect(await count()).toBe(0);
    await link(connection, ids, 1);
    await connection.call('DELETE', `/crm/v3/objects/companies/${ids.company}`);
    expect(await count()).toBe(0);
  });
});
