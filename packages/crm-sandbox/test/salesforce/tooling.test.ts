import { describe, expect, it } from 'vitest';
import type { Json } from '../support/connection.ts';
import { connectOrg, lead, type OrgConnection } from './support/orgConnection.ts';

const score = { label: 'Score', type: 'Number', precision: 5, scale: 2 };

const create = (org: OrgConnection, FullName: string, Metadata: object) =>
  org.data('POST', '/tooling/sobjects/CustomField', { FullName, Metadata });

/** Shows a field to the user, and lets them edit it or not; the row's id. */
async function permit(org: OrgConnection, name: string, edit: boolean): Promise<string> {
  const [set] = await org.rows('SELECT Id FROM PermissionSet WHERE IsOwnedByProfile = true');
  const { json } = await org.data('POST', '/sobjects/FieldPermissions', {
    ParentId: set.Id,
    SobjectType: name.split('.')[0],
    Field: name,
    PermissionsRead: true,
    PermissionsEdit: edit,
  });
  return json.id;
}

async function describesField(org: OrgConnection, name: string): Promise<Json> {
  const { json } = await org.data('GET', '/sobjects/Lead/describe');
  return json.fields.find((field: Json) => field.name === name);
}

describe('fields of the Tooling API, fact 28', () => {
  it('a new field is seen by nobody until FieldPermissions are inserted, and written by nobody until they allow it', async () => {
    const org = await connectOrg();
    const id = await org.make('Lead', lead());
    const made = await create(org, 'Lead.Score__c', score);
    expect(made).toMatchObject({ status: 201, json: { success: true, id: expect.stringMatching(/^00N/) } });
    expect(await describesField(org, 'Score__c')).toBeUndefined();
    expect(await org.query('SELECT Score__c FROM Lead')).toMatchObject({
      status: 400,
      json: [{ errorCode: 'INVALID_FIELD' }],
    });
    const write = async () => (await org.update('Lead', [{ id, Score__c: 87.456 }]))[0];
    expect((await write()).errors[0].statusCode).toBe('INVALID_FIELD');

    const permission = await permit(org, 'Lead.Score__c', false);
    expect(await describesField(org, 'Score__c')).toMatchObject({
      label: 'Score',
      type: 'double',
      precision: 5,
      scale: 2,
      custom: true,
      updateable: false,
    });
    expect((await write()).errors[0].statusCode).toBe('INVALID_FIELD_FOR_INSERT_UPDATE');

    await org.data('PATCH', `/sobjects/FieldPermissions/${permission}`, { PermissionsEdit: true });
    expect((await write()).success).toBe(true);
    expect(await org.rows('SELECT Score__c FROM Lead')).toMatchObject([{ Score__c: 87.46 }]);
  });

  it('permissions of a permission set count once it is assigned to the user', async () => {
    const org = await connectOrg();
    await create(org, 'Lead.Score__c', score);
    const set = (await org.data('POST', '/sobjects/PermissionSet', { Name: 'Ours', Label: 'Ours' })).json.id;
    await org.data('POST', '/sobjects/FieldPermissions', {
      ParentId: set,
      SobjectType: 'Lead',
      Field: 'Lead.Score__c',
      PermissionsRead: true,
    });
    expect(await describesField(org, 'Score__c')).toBeUndefined();
    const [user] = await org.rows("SELECT Id FROM User WHERE FirstName = 'Camille'");
    await org.data('POST', '/sobjects/PermissionSetAssignment', {
      PermissionSetId: set,
      AssigneeId: user.Id,
    });
    expect(await describesField(org, 'Score__c')).toMatchObject({ name: 'Score__c' });
  });

  it('refuses what has a wrong name, lacks something or is there already', async () => {
    const org = await connectOrg();
    await create(org, 'Lead.Score__c', score);
    const refusals = [
      await create(org, 'Lead.Score__c', score),
      await create(org, 'Lead.Score', score),
      await create(org, 'Nothing.Score__c', score),
      await create(org, 'Lead.Text__c', { label: 'Text', type: 'Text' }),
      await create(org, 'Lead.Number__c', { label: 'Number', type: 'Number', precision: 5 }),
      await create(org, 'Lead.Long__c', { label: 'Long', type: 'LongTextArea', length: 5000 }),
      await create(org, 'Lead.Odd__c', { label: 'Odd', type: 'Odd' }),
    ];
    expect(refusals.map(({ status, json }) => `${status} ${json[0].errorCode}`)).toEqual([
      '400 DUPLICATE_DEVELOPER_NAME',
      '400 INVALID_FIELD_FOR_INSERT_UPDATE',
      '400 INVALID_FIELD_FOR_INSERT_UPDATE',
      '400 FIELD_INTEGRITY_EXCEPTION',
      '400 FIELD_INTEGRITY_EXCEPTION',
      '400 FIELD_INTEGRITY_EXCEPTION',
      '400 INVALID_TYPE',
    ]);
    const twice = [await permit(org, 'Lead.Score__c', true), await permit(org, 'Lead.Score__c', true)];
    expect(twice).toEqual([expect.any(String), undefined]);
    expect(await permit(org, 'Lead.Nothing__c', true)).toBeUndefined();
  });

  it('an external id finds its record, and makes one where there is none', async () => {
    const org = await connectOrg();
    await create(org, 'Lead.Key__c', {
      label: 'Key',
      type: 'Text',
      length: 40,
      externalId: true,
      unique: true,
    });
    await permit(org, 'Lead.Key__c', true);
    const path = '/sobjects/Lead/Key__c/k-1';
    const made = await org.data('PATCH', path, lead());
    expect(made).toMatchObject({ status: 201, json: { success: true, created: true } });
    const found = await org.data('PATCH', path, { Title: 'CEO' });
    expect(found).toMatchObject({ status: 200, json: { id: made.json.id, created: false } });
    expect((await org.data('GET', path)).json).toMatchObject({
      Id: made.json.id,
      Title: 'CEO',
      Key__c: 'k-1',
    });
    const records = ['k-1', 'k-2', ''].map((Key__c) => ({ attributes: { type: 'Lead' }, Key__c, ...lead() }));
    const rows = (await org.data('PATCH', '/composite/sobjects/Lead/Key__c', { records })).json;
    expect(rows).toMatchObject([
      { id: made.json.id, success: true, created: false },
      { success: true, created: true },
      { success: false, errors: [{ statusCode: 'MISSING_ARGUMENT' }] },
    ]);
    const [taken] = await org.update('Lead', [{ id: rows[1].id, Key__c: 'k-1' }]);
    expect(taken.errors[0].statusCode).toBe('DUPLICATE_VALUE');
  });

  it('a field of activities belongs to tasks and events, and to neither alone', async () => {
    const org = await connectOrg();
    const key = { label: 'Key', type: 'Text', length: 255, unique: true, externalId: true };
    expect((await create(org, 'Task.Key__c', key)).status).toBe(400);
    const made = await create(org, 'Activity.Key__c', key);
    expect(made.status).toBe(201);
    for (const object of ['Task', 'Event']) {
      await permit(org, `${object}.Key__c`, true);
      expect((await org.query(`SELECT Key__c FROM ${object}`)).status).toBe(200);
    }
    expect((await org.data('DELETE', `/tooling/sobjects/CustomField/${made.json.id}`)).status).toBe(204);
    for (const object of ['Task', 'Event'])
      expect((await org.query(`SELECT Key__c FROM ${object}`)).status).toBe(400);
  });

  it('an external id that several records have names them all and writes none', async () => {
    const org = await connectOrg();
    await create(org, 'Lead.Key__c', { label: 'Key', type: 'Text', length: 40, externalId: true });
    await permit(org, 'Lead.Key__c', true);
    const ids = [
      await org.make('Lead', lead({ Key__c: 'k' })),
      await org.make('Lead', lead({ Key__c: 'k' })),
    ];
    const addresses = ids.map((id) => `/services/data/v66.0/sobjects/Lead/${id}`);
    for (const method of ['GET', 'PATCH'])
      expect(
        await org.data(method, '/sobjects/Lead/Key__c/k', method === 'GET' ? undefined : {}),
      ).toMatchObject({
        status: 300,
        json: addresses,
      });
    const records = [{ attributes: { type: 'Lead' }, Key__c: 'k', Title: 'CEO' }];
    const rows = (await org.data('PATCH', '/composite/sobjects/Lead/Key__c', { records })).json;
    expect(rows[0].errors[0].statusCode).toBe('DUPLICATE_EXTERNAL_ID');
    expect((await org.data('GET', '/sobjects/Lead/Nothing__c/k')).status).toBe(404);
  });

  it('a restricted picklist takes only its own values', async () => {
    const org = await connectOrg();
    const value = ['A', 'B'].map((valueName) => ({ valueName, label: `Grade ${valueName}` }));
    const valueSet = { restricted: true, valueSetDefinition: { value } };
    await create(org, 'Lead.Grade__c', { label: 'Grade', type: 'Picklist', valueSet });
    await permit(org, 'Lead.Grade__c', true);
    const id = await org.make('Lead', lead());
    expect((await org.update('Lead', [{ id, Grade__c: 'A' }]))[0].success).toBe(true);
    const [refused] = await org.update('Lead', [{ id, Grade__c: 'Grade A' }]);
    expect(refused.errors[0].statusCode).toBe('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
  });

  it('a deleted field takes its values along', async () => {
    const org = await connectOrg();
    const id = await org.make('Lead', lead());
    const { id: first } = (await create(org, 'Lead.Score__c', score)).json;
    await permit(org, 'Lead.Score__c', true);
    await org.update('Lead', [{ id, Score__c: 5 }]);
    await org.data('DELETE', `/tooling/sobjects/CustomField/${first}`);
    await create(org, 'Lead.Score__c', score);
    expect(await org.rows('SELECT Score__c FROM Lead')).toMatchObject([{ Score__c: null }]);
  });

  it('is read, changed, queried and deleted; a person may delete it too', async () => {
    const org = await connectOrg();
    const { id } = (await create(org, 'Lead.Score__c', score)).json;
    const one = `/tooling/sobjects/CustomField/${id}`;
    expect((await org.data('GET', one)).json).toMatchObject({ FullName: 'Lead.Score__c', Metadata: score });
    expect((await org.data('PATCH', one, { Metadata: { ...score, label: 'Points' } })).status).toBe(204);
    const soql = "SELECT Id FROM CustomField WHERE TableEnumOrId = 'Lead' AND DeveloperName = 'Score'";
    const found = await org.data('GET', `/tooling/query?q=${encodeURIComponent(soql)}`);
    expect(found.json.records).toMatchObject([{ Id: id }]);
    const fields =
      "SELECT QualifiedApiName, Label FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Lead' AND QualifiedApiName = 'Score__c'";
    const defined = await org.data('GET', `/tooling/query?q=${encodeURIComponent(fields)}`);
    expect(defined.json.records).toMatchObject([{ Label: 'Points' }]);
    await org.control('DELETE', '/fields/Lead/Score__c');
    expect((await org.data('DELETE', one)).status).toBe(404);
  });
});
