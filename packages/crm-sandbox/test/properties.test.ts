import { describe, expect, it } from 'vitest';
import { connect, type Json } from './support/connection.ts';

const PROPERTIES = '/crm/v3/properties/contacts';
const STAGE = {
  name: 'tamis_like_stage',
  label: 'Stage',
  type: 'enumeration',
  fieldType: 'select',
  groupName: 'contactinformation',
  options: [{ label: 'Raw', value: 'raw' }],
};

describe('properties, facts 31 and 32', () => {
  it('31: creating one answers 201, and it can be written at once', async () => {
    const connection = await connect();
    const made = await connection.call('POST', PROPERTIES, STAGE);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ name: STAGE.name, hubspotDefined: false });
    const contact = await connection.call('POST', '/crm/v3/objects/contacts', {
      properties: { [STAGE.name]: 'raw' },
    });
    expect(contact.json.properties[STAGE.name]).toBe('raw');
  });

  it.each(['name', 'label', 'type', 'fieldType', 'groupName', 'options'])('31: it needs %s', async (key) => {
    const connection = await connect();
    const { [key]: _without, ...rest } = STAGE as Record<string, unknown>;
    expect((await connection.call('POST', PROPERTIES, rest)).status).toBe(400);
  });

  it('31: a name that is not lower case and a group that does not exist are refused', async () => {
    const connection = await connect();
    expect((await connection.call('POST', PROPERTIES, { ...STAGE, name: 'Stage!' })).status).toBe(400);
    expect((await connection.call('POST', PROPERTIES, { ...STAGE, groupName: 'nowhere' })).status).toBe(400);
  });

  it('32: one that exists is a 409 with its sub-category', async () => {
    const connection = await connect();
    await connection.call('POST', PROPERTIES, STAGE);
    const again = await connection.call('POST', PROPERTIES, STAGE);
    expect(again.status).toBe(409);
    expect(again.json.subCategory).toBe('Properties.PROPERTY_WITH_NAME_EXISTS');
  });

  it('32: PATCH replaces the whole list of options', async () => {
    const connection = await connect();
    await connection.call('POST', PROPERTIES, STAGE);
    await connection.call('PATCH', `${PROPERTIES}/${STAGE.name}`, {
      options: [{ label: 'MQL', value: 'mql' }],
    });
    const { json } = await connection.call('GET', `${PROPERTIES}/${STAGE.name}`);
    expect(json.options.map((option: Json) => option.value)).toEqual(['mql']);
    expect(json.label).toBe('Stage');
  });

  it('groups are created once, listed, and hold properties', async () => {
    const connection = await connect();
    const group = { name: 'of_our_own', label: 'Ours' };
    expect((await connection.call('POST', `${PROPERTIES}/groups`, group)).status).toBe(201);
    expect((await connection.call('POST', `${PROPERTIES}/groups`, group)).status).toBe(409);
    const { json } = await connection.call('GET', `${PROPERTIES}/groups`);
    expect(json.results).toContainEqual({ ...group, displayOrder: -1, archived: false });
    expect((await connection.call('POST', PROPERTIES, { ...STAGE, groupName: group.name })).status).toBe(201);
  });

  it('a batch create makes what is new and reports what exists', async () => {
    const connection = await connect();
    await connection.call('POST', PROPERTIES, STAGE);
    const inputs = [STAGE, { ...STAGE, name: 'another' }];
    const answer = await connection.call('POST', `${PROPERTIES}/batch/create`, { inputs });
    expect(answer.status).toBe(207);
    expect(answer.json.results.map((property: Json) => property.name)).toEqual(['another']);
    expect(answer.json.errors[0].subCategory).toBe('Properties.PROPERTY_WITH_NAME_EXISTS');
  });

  it('an archived property is unknown to writes from then on; HubSpot’s own cannot be archived', async () => {
    const connection = await connect();
    await connection.call('POST', PROPERTIES, STAGE);
    expect((await connection.call('DELETE', `${PROPERTIES}/${STAGE.name}`)).status).toBe(204);
    const write = await connection.call('POST', '/crm/v3/objects/contacts', {
      properties: { [STAGE.name]: 'raw' },
    });
    expect(write.json.errors[0].code).toBe('PROPERTY_DOESNT_EXIST');
    expect((await connection.call('DELETE', `${PROPERTIES}/email`)).status).toBe(400);
  });
});
