import { describe, expect, it } from 'vitest';
import { type Connection, connect, makeContacts } from './support/connection.ts';

const BATCH = '/crm/v3/objects/contacts/batch';

const emails = (count: number) => Array.from({ length: count }, (_, at) => ({ email: `p${at}@acme.fr` }));

async function titles(connection: Connection, ids: readonly string[]): Promise<(string | null)[]> {
  const { json } = await connection.call('POST', `${BATCH}/read`, {
    inputs: ids.map((id) => ({ id })),
    properties: ['jobtitle'],
  });
  return json.results.map(
    (record: { properties: { jobtitle: string | null } }) => record.properties.jobtitle,
  );
}

describe('batches, facts 18 to 21', () => {
  it('19: a batch takes at most 100 inputs', async () => {
    const connection = await connect();
    const inputs = emails(101).map((properties) => ({ properties }));
    expect((await connection.call('POST', `${BATCH}/create`, { inputs })).status).toBe(400);
    expect((await connection.call('POST', `${BATCH}/create`, { inputs: inputs.slice(1) })).status).toBe(201);
  });

  it('19: ids that are not there are reported in a 207, and the others are written', async () => {
    const connection = await connect();
    const [id] = await makeContacts(connection, emails(1));
    const inputs = [
      { id, properties: { jobtitle: 'CEO' } },
      { id: '999999', properties: { jobtitle: 'CEO' } },
    ];
    const answer = await connection.call('POST', `${BATCH}/update`, { inputs });
    expect(answer.status).toBe(207);
    expect(answer.json).toMatchObject({ status: 'COMPLETE', numErrors: 1 });
    expect(answer.json.errors[0]).toMatchObject({
      category: 'OBJECT_NOT_FOUND',
      context: { ids: ['999999'] },
    });
    expect(await titles(connection, [id ?? ''])).toEqual(['CEO']);
  });

  it('18: a batch is read by another unique property named once for all; unknown values are reported', async () => {
    const connection = await connect();
    const ids = await makeContacts(connection, emails(2));
    const answer = await connection.call('POST', `${BATCH}/read`, {
      idProperty: 'email',
      inputs: [{ id: 'p0@acme.fr' }, { id: 'nobody@acme.fr' }],
      properties: ['email'],
    });
    expect(answer.status).toBe(207);
    expect(answer.json.results).toMatchObject([{ id: ids[0] }]);
    expect(answer.json.errors[0].context.ids).toEqual(['nobody@acme.fr']);
  });

  it('a batch read with history takes at most 50, and returns no associations (35)', async () => {
    const connection = await connect();
    const ids = await makeContacts(connection, emails(51));
    const read = (count: number) =>
      connection.call('POST', `${BATCH}/read`, {
        inputs: ids.slice(0, count).map((id) => ({ id })),
        propertiesWithHistory: ['email'],
        associations: ['companies'],
      });
    expect((await read(51)).status).toBe(400);
    const { json } = await read(50);
    expect(json.results[0].propertiesWithHistory.email[0].value).toBe('p0@acme.fr');
    expect(json.results[0]).not.toHaveProperty('associations');
  });

  it('20: a batch create makes all or nothing', async () => {
    const connection = await connect();
    const inputs = [{ properties: { email: 'a@acme.fr' } }, { properties: { email: 'no address' } }];
    expect((await connection.call('POST', `${BATCH}/create`, { inputs })).status).toBe(400);
    expect((await connection.call('GET', '/crm/v3/objects/contacts')).json.results).toEqual([]);
  });

  it('20: with a trace id in every input it makes what it can, and names the bad ones by their trace id', async () => {
    const connection = await connect();
    const inputs = [
      { objectWriteTraceId: 'one', properties: { email: 'a@acme.fr' } },
      { objectWriteTraceId: 'two', properties: { email: 'no address' } },
    ];
    const answer = await connection.call('POST', `${BATCH}/create`, { inputs });
    expect(answer.status).toBe(207);
    expect(answer.json.results).toMatchObject([
      { objectWriteTraceId: 'one', properties: { email: 'a@acme.fr' } },
    ]);
    expect(answer.json.errors).toMatchObject([{ context: { objectWriteTraceId: ['two'] } }]);
  });

  it('20: a batch update with a bad value writes nothing, and with trace ids everything else', async () => {
    const connection = await connect();
    const [one = '', two = ''] = await makeContacts(connection, emails(2));
    const update = (trace: (id: string) => object) =>
      connection.call('POST', `${BATCH}/update`, {
        inputs: [
          { id: one, properties: { jobtitle: 'CEO' }, ...trace(one) },
          { id: two, properties: { hs_seniority: 'none of these' }, ...trace(two) },
        ],
      });
    expect((await update(() => ({}))).status).toBe(400);
    expect(await titles(connection, [one])).toEqual([null]);
    const traced = await update((id) => ({ objectWriteTraceId: `trace ${id}` }));
    expect(traced.status).toBe(207);
    expect(traced.json.errors[0].context).toMatchObject({ objectWriteTraceId: [`trace ${two}`] });
    expect(await titles(connection, [one])).toEqual(['CEO']);
  });

  it('21: an address that another contact has is a conflict that fails the whole batch, traced or not', async () => {
    const connection = await connect();
    const [one = '', two = ''] = await makeContacts(connection, emails(2));
    const answer = await connection.call('POST', `${BATCH}/update`, {
      inputs: [
        { id: one, objectWriteTraceId: 'a', properties: { jobtitle: 'CEO' } },
        { id: two, objectWriteTraceId: 'b', properties: { email: 'p0@acme.fr' } },
      ],
    });
    expect(answer.status).toBe(409);
    expect(answer.json).toMatchObject({
      category: 'CONFLICT',
      message: `Contact already exists. Existing ID: ${one}`,
    });
    expect(await titles(connection, [one])).toEqual([null]);
  });

  it('21: company domains are not unique', async () => {
    const connection = await connect();
    const inputs = [1, 2].map((number) => ({ properties: { name: `Acme ${number}`, domain: 'acme.fr' } }));
    expect((await connection.call('POST', '/crm/v3/objects/companies/batch/create', { inputs })).status).toBe(
      201,
    );
  });

  it('the same id twice in one batch is refused', async () => {
    const connection = await connect();
    const [id] = await makeContacts(connection, emails(1));
    const inputs = [1, 2].map((at) => ({ id, properties: { jobtitle: `Title ${at}` } }));
    const answer = await connection.call('POST', `${BATCH}/update`, { inputs });
    expect(answer).toMatchObject({ status: 400, json: { message: expect.stringContaining('Duplicate') } });
  });

  it('a batch update stamps all its records within the same millisecond, in any order of results', async () => {
    const connection = await connect();
    const ids = await makeContacts(connection, emails(30));
    await connection.control('PATCH', '/settings', { unknowns: { batchOrder: 'reversed' } });
    const inputs = ids.map((id) => ({ id, properties: { jobtitle: 'CEO' } }));
    const { results } = (await connection.call('POST', `${BATCH}/update`, { inputs })).json;
    expect(new Set(results.map((record: { updatedAt: string }) => record.updatedAt)).size).toBe(1);
    expect(results.map((record: { id: string }) => record.id)).toEqual(ids.toReversed());
  });

  it('an upsert updates what is there, makes what is not, and says which', async () => {
    const connection = await connect();
    const [id] = await makeContacts(connection, emails(1));
    const inputs = ['p0@acme.fr', 'new@acme.fr'].map((email) => ({
      id: email,
      idProperty: 'email',
      properties: { jobtitle: 'CEO' },
    }));
    const { results } = (await connection.call('POST', `${BATCH}/upsert`, { inputs })).json;
    expect(results).toMatchObject([{ id, new: false }, { new: true }]);
  });

  it('a batch archive passes over ids that are not there', async () => {
    const connection = await connect();
    const [id] = await makeContacts(connection, emails(1));
    const inputs = [{ id }, { id: '999999' }];
    expect((await connection.call('POST', `${BATCH}/archive`, { inputs })).status).toBe(204);
    expect((await connection.call('GET', `/crm/v3/objects/contacts/${id}`)).status).toBe(404);
  });
});
