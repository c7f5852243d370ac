import { describe, expect, it } from 'vitest';
import type { Json } from '../support/connection.ts';
import { connectOrg, lead, type OrgConnection } from './support/orgConnection.ts';

const codes = (rows: Json[]) => rows.map(({ success, errors }) => (success ? 'ok' : errors[0].statusCode));

async function makeLeads(org: OrgConnection, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) ids.push(await org.make('Lead', lead()));
  return ids;
}

describe('writes, facts 20 to 24', () => {
  it('20: a collection answers 200 with one result per record in order, also where some fail', async () => {
    const org = await connectOrg();
    const [a, b] = await makeLeads(org, 2);
    const records = [
      { attributes: { type: 'Lead' }, id: b, Rating: 'Hot' },
      { attributes: { type: 'Lead' }, id: a, NumberOfEmployees: 'many' },
      { attributes: { type: 'Lead' }, id: a, Rating: 'Cold' },
    ];
    const { status, json } = await org.data('PATCH', '/composite/sobjects', { records });
    expect(status).toBe(200);
    expect(json).toEqual([
      { id: b, success: true, errors: [] },
      {
        success: false,
        errors: [
          {
            statusCode: 'INVALID_TYPE_ON_FIELD_IN_RECORD',
            message: 'Employees: value not of required type: many',
            fields: ['NumberOfEmployees'],
          },
        ],
      },
      { id: a, success: true, errors: [] },
    ]);
  });

  it('20: allOrNone rolls the good ones back too', async () => {
    const org = await connectOrg();
    const [a, b] = await makeLeads(org, 2);
    const rows = await org.update(
      'Lead',
      [
        { id: a, Rating: 'Hot' },
        { id: b, LastName: null },
      ],
      true,
    );
    expect(codes(rows)).toEqual(['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'REQUIRED_FIELD_MISSING']);
    expect(await org.rows('SELECT Rating FROM Lead WHERE Rating != null')).toEqual([]);
  });

  it('20: more than 200 records are refused whole', async () => {
    const org = await connectOrg();
    const records = Array.from({ length: 201 }, () => ({ attributes: { type: 'Lead' }, ...lead() }));
    const { status, json } = await org.data('POST', '/composite/sobjects', { records });
    expect(status).toBe(400);
    expect(json[0].errorCode).toBe('EXCEEDED_ID_LIMIT');
    expect(await org.rows('SELECT Id FROM Lead')).toEqual([]);
  });

  it('20: creates and deletes collections', async () => {
    const org = await connectOrg();
    const records = ['Ada', 'Bea'].map((LastName) => ({
      attributes: { type: 'Lead' },
      ...lead({ LastName }),
    }));
    const made = (await org.data('POST', '/composite/sobjects', { records })).json;
    expect(codes(made)).toEqual(['ok', 'ok']);
    const ids = made.map(({ id }: Json) => id).join(',');
    const gone = (await org.data('DELETE', `/composite/sobjects?ids=${ids}`)).json;
    expect(codes(gone)).toEqual(['ok', 'ok']);
    const again = (await org.data('DELETE', `/composite/sobjects?ids=${ids}`)).json;
    expect(codes(again)).toEqual(['ENTITY_IS_DELETED', 'ENTITY_IS_DELETED']);
  });

  it('20: reads many by id, with null for those that are not there', async () => {
    const org = await connectOrg();
    const [a, b] = await makeLeads(org, 2);
    await org.control('DELETE', `/objects/Lead/${b}`);
    const byGet = await org.data('GET', `/composite/sobjects/Lead?ids=${a},${b}&fields=LastName`);
    expect(byGet.json).toMatchObject([{ Id: a, LastName: 'Lovelace' }, null]);
    const byPost = await org.data('POST', '/composite/sobjects/Lead', { ids: [b, a], fields: ['Company'] });
    expect(byPost.json).toMatchObject([null, { Id: a, Company: 'Acme' }]);
  });

  it('21: a locked row fails alone, and repeating it succeeds', async () => {
    const org = await connectOrg();
    const ids = await makeLeads(org, 3);
    await org.control('PUT', '/faults', [{ effect: { kind: 'vendor', name: 'lock-row', index: 1 } }]);
    const records = ids.map((id) => ({ id, Rating: 'Hot' }));
    expect(codes(await org.update('Lead', records))).toEqual(['ok', 'UNABLE_TO_LOCK_ROW', 'ok']);
    expect(await org.rows("SELECT Id FROM Lead WHERE Rating = 'Hot'")).toHaveLength(2);
    expect(codes(await org.update('Lead', records.slice(1, 2)))).toEqual(['ok']);
  });

  it('22: a converted lead is read-only and names its contact', async () => {
    const org = await connectOrg();
    const [id] = await makeLeads(org, 1);
    await org.control('POST', '/objects/Lead/convert', { id });
    expect(codes(await org.update('Lead', [{ id, Rating: 'Hot' }]))).toEqual([
      'CANNOT_UPDATE_CONVERTED_LEAD',
    ]);
    const [row] = await org.rows('SELECT IsConverted, ConvertedContactId FROM Lead');
    expect(row.IsConverted).toBe(true);
    expect(codes(await org.update('Contact', [{ id: row.ConvertedContactId, Title: 'CEO' }]))).toEqual([
      'ok',
    ]);
  });

  it('23: refuses a row for what rules, picklists, lengths and types forbid', async () => {
    const org = await connectOrg();
    await org.make('Lead', lead({ Email: 'taken@acme.fr' }));
    const [id] = await makeLeads(org, 1);
    await org.control('PATCH', '/settings', { duplicateRules: [{ object: 'Lead', field: 'Email' }] });
    await org.control('PATCH', '/fields/Lead/Rating', { restrictedPicklist: true });
    await org.control('PUT', '/rules/Lead', [
      { where: "Industry = 'Retail' AND Phone = null", message: 'Retail needs a phone', field: 'Phone' },
    ]);
    const tries = [
      { Email: 'taken@acme.fr' },
      { Industry: 'Retail' },
      { Rating: 'Boiling' },
      { LastName: 'x'.repeat(81) },
      { Email: 'nobody' },
      { OwnerId: 'somebody' },
      { ConvertedDate: '2026-01-01' },
      { Nothing__c: 1 },
      { NumberOfEmployees: 100_000_000 },
      { Company: '' },
      { Rating: 'Hot', Industry: 'Retail', Phone: '01' },
    ];
    expect(
      codes(
        await org.update(
          'Lead',
          tries.map((values) => ({ id, ...values })),
        ),
      ),
    ).toEqual([
      'DUPLICATES_DETECTED',
      'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'STRING_TOO_LONG',
      'INVALID_EMAIL_ADDRESS',
      'MALFORMED_ID',
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'INVALID_FIELD',
      'NUMBER_OUTSIDE_VALID_RANGE',
      'REQUIRED_FIELD_MISSING',
      'ok',
    ]);
  });

  it('23: an unknown field fails the whole request where the switch says so', async () => {
    const org = await connectOrg();
    const [id] = await makeLeads(org, 1);
    await org.control('PATCH', '/settings', { unknowns: { unknownFieldInCollection: 'request' } });
    const records = [{ attributes: { type: 'Lead' }, id, Nothing__c: 1 }];
    expect(await org.data('PATCH', '/composite/sobjects', { records })).toMatchObject({
      status: 400,
      json: [{ errorCode: 'INVALID_FIELD' }],
    });
  });

  it('24: a single update answers 204 without a body, takes an id of 15 characters, and fails with errorCode', async () => {
    const org = await connectOrg();
    const [id = ''] = await makeLeads(org, 1);
    const done = await org.data('PATCH', `/sobjects/Lead/${id.slice(0, 15)}`, { Rating: 'Hot' });
    expect(done).toMatchObject({ status: 204, json: '' });
    expect((await org.data('GET', `/sobjects/Lead/${id}`)).json).toMatchObject({ Id: id, Rating: 'Hot' });
    expect(await org.data('PATCH', `/sobjects/Lead/${id}`, { Email: 'x' })).toMatchObject({
      status: 400,
      json: [{ errorCode: 'INVALID_EMAIL_ADDRESS', fields: ['Email'] }],
    });
    expect((await org.data('DELETE', `/sobjects/Lead/${id}`)).status).toBe(204);
    expect(await org.data('GET', `/sobjects/Lead/${id}`)).toMatchObject({
      status: 404,
      json: [{ errorCode: 'ENTITY_IS_DELETED' }],
    });
    expect((await org.data('GET', '/sobjects/Lead/00QQy0000009999AAA')).status).toBe(404);
  });

  it('every write moves the stamp and says who wrote, also one that changes nothing unless the switch says otherwise', async () => {
    const org = await connectOrg({ now: Date.UTC(2026, 10, 1) });
    const [id] = await makeLeads(org, 1);
    const look = async () => (await org.rows('SELECT SystemModstamp, LastModifiedBy.Name FROM Lead'))[0];
    expect((await look()).LastModifiedBy.Name).toBe('Hugo Delmas');
    await org.control('POST', '/clock', { freeze: '2026-11-02T00:00:00Z' });
    await org.update('Lead', [{ id, Company: 'Acme' }]);
    expect(await look()).toMatchObject({
      SystemModstamp: '2026-11-02T00:00:00.000+0000',
      LastModifiedBy: { Name: 'Camille Renaud' },
    });
    await org.control('PATCH', '/settings', { unknowns: { sameValueWriteTouches: false } });
    await org.control('POST', '/clock', { freeze: '2026-11-03T00:00:00Z' });
    await org.update('Lead', [{ id, Company: 'Acme' }]);
    expect((await look()).SystemModstamp).toBe('2026-11-02T00:00:00.000+0000');
  });
});
