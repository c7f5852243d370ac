import { describe, expect, it } from 'vitest';
import { type Connection, connect, makeContacts } from './support/connection.ts';

const CONTACTS = '/crm/v3/objects/contacts';

const stageOf = async (connection: Connection, id: string) =>
  (await connection.call('GET', `${CONTACTS}/${id}?properties=lifecyclestage`)).json.properties
    .lifecyclestage;
const setStage = (connection: Connection, id: string, lifecyclestage: string) =>
  connection.call('PATCH', `${CONTACTS}/${id}`, { properties: { lifecyclestage } });

describe('merges, fact 28', () => {
  async function merged(mergeSurvivor: 'new-id' | 'primary-id') {
    const connection = await connect();
    await connection.control('PATCH', '/settings', { unknowns: { mergeSurvivor } });
    const [primary = '', loser = ''] = await makeContacts(connection, [
      { email: 'ada@acme.fr', city: 'Paris' },
      { email: 'a.love@acme.fr', city: 'Lyon', jobtitle: 'CEO' },
    ]);
    const body = { primaryObjectId: primary, objectIdToMerge: loser };
    const { json } = await connection.call('POST', `${CONTACTS}/merge`, body);
    return { connection, primary, loser, survivor: String(json.id) };
  }

  it.each(['new-id', 'primary-id'] as const)(
    '28: old ids lead to the survivor (%s), with the primary’s values',
    async (mode) => {
      const { connection, primary, loser, survivor } = await merged(mode);
      expect(survivor === primary).toBe(mode === 'primary-id');
      for (const id of [primary, loser]) {
        const names = 'email,city,jobtitle,hs_merged_object_ids,hs_additional_emails';
        const { json } = await connection.call('GET', `${CONTACTS}/${id}?properties=${names}`);
        expect(json.id).toBe(survivor);
        expect(json.properties).toMatchObject({
          email: 'ada@acme.fr',
          city: 'Paris',
          jobtitle: 'CEO',
          hs_additional_emails: 'a.love@acme.fr',
        });
        expect(json.properties.hs_merged_object_ids.split(';')).toContain(loser);
      }
    },
  );

  it('28: the losers vanish from lists and searches without being archived', async () => {
    const { connection, survivor } = await merged('new-id');
    const listed = await connection.call('GET', CONTACTS);
    expect(listed.json.results.map((record: { id: string }) => record.id)).toEqual([survivor]);
    expect((await connection.call('GET', `${CONTACTS}?archived=true`)).json.results).toEqual([]);
    expect((await connection.call('POST', `${CONTACTS}/search`, {})).json.total).toBe(1);
  });

  it('28: a write to an old id goes to the survivor or is not found, as the switch says', async () => {
    const { connection, loser, survivor } = await merged('new-id');
    const write = () =>
      connection.call('POST', `${CONTACTS}/batch/update`, {
        inputs: [{ id: loser, properties: { jobtitle: 'CTO' } }],
      });
    expect((await write()).json.results[0].id).toBe(survivor);
    await connection.control('PATCH', '/settings', { unknowns: { writeToMergedId: 'not-found' } });
    expect((await write()).status).toBe(207);
  });

  it('28: the survivor takes over the associations', async () => {
    const connection = await connect();
    const [primary = '', loser = ''] = await makeContacts(connection, [{}, {}]);
    const company = await connection.call('POST', '/crm/v3/objects/companies', {
      properties: { name: 'Acme' },
      associations: [
        { to: { id: loser }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 280 }] },
      ],
    });
    const { id } = await connection.control('POST', '/objects/contacts/merge', {
      primaryId: primary,
      loserId: loser,
    });
    const { json } = await connection.call(
      'GET',
      `/crm/v4/objects/companies/${company.json.id}/associations/contacts`,
    );
    expect(json.results.map((end: { toObjectId: number }) => end.toObjectId)).toEqual([Number(id)]);
  });
});

describe('lifecycle stage, fact 29', () => {
  it('29: it moves forward; a backward write is answered 2xx and changes nothing', async () => {
    const connection = await connect();
    const [id = ''] = await makeContacts(connection, [{ lifecyclestage: 'lead' }]);
    await setStage(connection, id, 'salesqualifiedlead');
    expect(await stageOf(connection, id)).toBe('salesqualifiedlead');
    const back = await setStage(connection, id, 'lead');
    expect(back.status).toBe(200);
    expect(back.json.properties.lifecyclestage).toBe('salesqualifiedlead');
  });

  it('29: to move it back, clear it and set it in a separate request', async () => {
    const connection = await connect();
    const [id = ''] = await makeContacts(connection, [{ lifecyclestage: 'customer' }]);
    await setStage(connection, id, '');
    await setStage(connection, id, 'lead');
    expect(await stageOf(connection, id)).toBe('lead');
  });

  it('29: by switch a backward write is refused or accepted', async () => {
    const connection = await connect();
    const [id = ''] = await makeContacts(connection, [{ lifecyclestage: 'customer' }]);
    await connection.control('PATCH', '/settings', { unknowns: { lifecycleBackwards: 'refused' } });
    expect((await setStage(connection, id, 'lead')).status).toBe(400);
    await connection.control('PATCH', '/settings', { unknowns: { lifecycleBackwards: 'accepted' } });
    await setStage(connection, id, 'lead');
    expect(await stageOf(connection, id)).toBe('lead');
  });
});

describe('other rules', () => {
  it('30: a lead object needs a name and an associated contact', async () => {
    const connection = await connect();
    const [contact] = await makeContacts(connection, [{}]);
    const associations = [
      { to: { id: contact }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 578 }] },
    ];
    const create = (body: object) => connection.call('POST', '/crm/v3/objects/0-136', body);
    expect((await create({ properties: { hs_lead_name: 'Ada' } })).status).toBe(400);
    expect((await create({ properties: {}, associations })).status).toBe(400);
    expect((await create({ properties: { hs_lead_name: 'Ada' }, associations })).status).toBe(201);
  });

  it('writing the value that is already there moves the modification date, or not, as the switch says', async () => {
    const connection = await connect();
    await connection.control('POST', '/clock', { freeze: '2026-01-01T00:00:00Z' });
    const [id = ''] = await makeContacts(connection, [{ jobtitle: 'CEO' }]);
    const write = async () => {
      await connection.control('POST', '/clock', { advanceMs: 1000 });
      return (await connection.call('PATCH', `${CONTACTS}/${id}`, { properties: { jobtitle: 'CEO' } })).json
        .updatedAt;
    };
    expect(await write()).toBe('2026-01-01T00:00:01Z');
    await connection.control('PATCH', '/settings', { unknowns: { sameValueWriteTouches: false } });
    expect(await write()).toBe('2026-01-01T00:00:01Z');
  });

  it('36: a calculated property changes without a new modification date', async () => {
    const connection = await connect();
    await connection.control('POST', '/clock', { freeze: '2026-01-01T00:00:00Z' });
    const [id = ''] = await makeContacts(connection, [{}]);
    await connection.control('POST', '/clock', { advanceMs: 1000 });
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 3 }];
    await connection.call('POST', '/crm/v3/objects/deals', {
      properties: { dealname: 'A deal', dealstage: 'closedwon' },
      associations: [{ to: { id }, types }],
    });
    const { json } = await connection.call('GET', `${CONTACTS}/${id}?properties=num_associated_deals`);
    expect(json.properties.num_associated_deals).toBe('1');
    expect(json.updatedAt).toBe('2026-01-01T00:00:00Z');
  });

  it('a deal is closed and won by its stage', async () => {
    const connection = await connect();
    const made = await connection.call('POST', '/crm/v3/objects/deals', {
      properties: { dealstage: 'closedlost' },
    });
    const { json } = await connection.call(
      'GET',
      `/crm/v3/objects/deals/${made.json.id}?properties=hs_is_closed,hs_is_closed_won`,
    );
    expect(json.properties).toMatchObject({ hs_is_closed: 'true', hs_is_closed_won: 'false' });
  });
});
