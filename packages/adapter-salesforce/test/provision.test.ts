import { type FieldSpec, PermissionMissing } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { salesforce } from '../src/index.ts';
import { API, api, BASE, connect, field, never, onDescribe, onQuery } from './connection.ts';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

const USER = '005KZ0000000001YAB';
const SET = '0PSKZ0000000001AAA';
const SCORE: FieldSpec = {
  object: 'Lead',
  name: 'Tamis_Score__c',
  label: 'Tamis score',
  description: 'Points.',
  type: 'number',
};
const STAGE: FieldSpec = {
  ...SCORE,
  name: 'Tamis_Stage__c',
  label: 'Tamis stage',
  type: 'enumeration',
  options: [{ value: 'mql', label: 'MQL' }],
};

const SET_QUERY = "SELECT Id FROM PermissionSet WHERE Name = 'Tamis' LIMIT 1";
const ASSIGNMENT_QUERY = `SELECT Id FROM PermissionSetAssignment WHERE PermissionSetId = '${SET}' AND AssigneeId = '${USER}' LIMIT 1`;

function onField(metadata: nock.DataMatcherMap, fullName: string) {
  return api().post(`${BASE}/tooling/sobjects/CustomField`, { FullName: fullName, Metadata: metadata });
}

const scoreMetadata = {
  label: 'Tamis score',
  description: 'Points.',
  inlineHelpText: 'Points.',
  required: false,
  type: 'Number',
  precision: 18,
  scale: 2,
};

const created = { id: '00NKZ0000000001AAA', success: true, errors: [] };

function onIdentity() {
  const identity = `${API}/id/00DKZ0000000001UAE/${USER}`;
  api().get(BASE).reply(200, { identity });
}

function onGrant(fields: readonly string[], results: readonly object[] = fields.map(() => created)) {
  const records = fields.map((name) => ({
    attributes: { type: 'FieldPermissions' },
    ParentId: SET,
    SobjectType: name.split('.')[0],
    Field: name,
    PermissionsRead: true,
    PermissionsEdit: true,
  }));
  api().post(`${BASE}/composite/sobjects`, { allOrNone: false, records }).reply(200, results);
}

/** The permission set is there and the user has it. */
function onGranted(fields: readonly string[]) {
  onQuery(SET_QUERY, [{ Id: SET }]);
  onIdentity();
  onQuery(ASSIGNMENT_QUERY, [{ Id: '0PaKZ0000000001AAA' }]);
  onGrant(fields);
}

describe('provisioning', () => {
  it('creates what is missing, and a permission set for it that the connected user gets', async () => {
    onDescribe('Lead', [field('Email')]);
    onField(scoreMetadata, 'Lead.Tamis_Score__c').reply(201, created);
    const value = [{ valueName: 'mql', label: 'MQL', default: false }];
    const valueSet = { restricted: true, valueSetDefinition: { sorted: false, value } };
    onField(
      {
        label: 'Tamis stage',
        description: 'Points.',
        inlineHelpText: 'Points.',
        required: false,
        type: 'Picklist',
        valueSet,
      },
      'Lead.Tamis_Stage__c',
    ).reply(201, created);
    onQuery(SET_QUERY, []);
    const set = {
      Name: 'Tamis',
      Label: 'Tamis',
      Description: 'See and edit the fields that Tamis writes: score, stage, reason.',
    };
    api()
      .post(`${BASE}/sobjects/PermissionSet`, set)
      .reply(201, { ...created, id: SET });
    onIdentity();
    onQuery(ASSIGNMENT_QUERY, []);
    api()
      .post(`${BASE}/sobjects/PermissionSetAssignment`, { PermissionSetId: SET, AssigneeId: USER })
      .reply(201, created);
    onGrant(['Lead.Tamis_Score__c', 'Lead.Tamis_Stage__c']);
    expect(await connect().provision([SCORE, STAGE], never)).toEqual(['Tamis_Score__c', 'Tamis_Stage__c']);
  });

  it('gives a custom field the ending that its name must have', async () => {
    onDescribe('Lead', []);
    onField(scoreMetadata, 'Lead.Tamis_Score__c').reply(201, created);
    onGranted(['Lead.Tamis_Score__c']);
    expect(await connect().provision([{ ...SCORE, name: 'Tamis_Score' }], never)).toEqual(['Tamis_Score__c']);
  });

  it('asks for nothing where everything can be seen and edited', async () => {
    onDescribe('Lead', [field('Tamis_Score__c')]);
    const adapter = connect();
    expect(await adapter.provision([SCORE], never)).toEqual([]);
    expect(adapter.counts().calls).toBe(1);
  });

  it('only grants what is there and cannot be seen, or not be edited', async () => {
    onDescribe('Lead', [field('Tamis_Stage__c', { updateable: false })]);
    const taken = [
      { errorCode: 'DUPLICATE_DEVELOPER_NAME', message: 'There is already a field named Tamis_Score.' },
    ];
    onField(scoreMetadata, 'Lead.Tamis_Score__c').reply(400, taken);
    onGranted(['Lead.Tamis_Score__c', 'Lead.Tamis_Stage__c']);
    expect(await connect().provision([SCORE, STAGE], never)).toEqual([]);
  });

  it('uses the permission set that somebody else has just made', async () => {
    onDescribe('Lead', []);
    onField(scoreMetadata, 'Lead.Tamis_Score__c').reply(201, created);
    onQuery(SET_QUERY, []);
    api()
      .post(`${BASE}/sobjects/PermissionSet`)
      .reply(400, [{ errorCode: 'DUPLICATE_DEVELOPER_NAME', message: 'taken' }]);
    onQuery(SET_QUERY, [{ Id: SET }]);
    onIdentity();
    onQuery(ASSIGNMENT_QUERY, [{ Id: '0PaKZ0000000001AAA' }]);
    onGrant(
      ['Lead.Tamis_Score__c'],
      [{ success: false, errors: [{ statusCode: 'DUPLICATE_VALUE', message: 'twice' }] }],
    );
    expect(await connect().provision([SCORE], never)).toEqual(['Tamis_Score__c']);
  });

  it('names the permission that the connected user lacks', async () => {
    const refused = [{ errorCode: 'INSUFFICIENT_ACCESS', message: 'insufficient access rights on entity' }];
    onDescribe('Lead', []);
    onField(scoreMetadata, 'Lead.Tamis_Score__c').reply(400, refused);
    const first = await connect()
      .provision([SCORE], never)
      .catch((reason: unknown) => reason);
    expect(first).toBeInstanceOf(PermissionMissing);
    expect(first).toMatchObject({ permissions: ['Customize Application'] });
    onDescribe('Lead', []);
    onField(scoreMetadata, 'Lead.Tamis_Score__c').reply(201, created);
    onQuery(SET_QUERY, []);
    api().post(`${BASE}/sobjects/PermissionSet`).reply(403, refused);
    await expect(connect().provision([SCORE], never)).rejects.toMatchObject({
      permissions: ['Manage Profiles and Permission Sets'],
    });
  });
});

describe("the product's own fields", () => {
  const own = (object: string) =>
    salesforce.ownFields.filter((spec) => spec.object === object).map(({ name }) => name);

  it('are the same on leads and contacts, so that a score goes on when a lead is converted', () => {
    expect(own('Lead')).toHaveLength(11);
    expect(own('Contact')).toEqual(own('Lead'));
    expect(own('Lead').every((name) => /^Tamis_\w+__c$/.test(name))).toBe(true);
  });

  it('are where the default mapping writes, and the sales answers are read from them', () => {
    const rows = salesforce.defaultMapping.fields;
    for (const object of ['Lead', 'Contact']) {
      const mapped = rows.filter((row) => row.object === object && row.field.startsWith('Tamis_'));
      expect(mapped.map(({ field: name }) => name).toSorted()).toEqual(own(object).toSorted());
      const read = mapped.filter(({ direction }) => direction === 'pull').map(({ lead }) => lead);
      expect(read).toEqual(['salesAnswer.status', 'salesAnswer.reason']);
    }
  });

  it('are all that the default mapping writes, each object that it reads being declared', () => {
    const { fields, activities } = salesforce.defaultMapping;
    const pushed = fields.filter(({ direction }) => direction !== 'pull');
    expect(pushed.every(({ field: name }) => name.startsWith('Tamis_'))).toBe(true);
    const declared = new Set(connect().capabilities.objects.map(({ name }) => name));
    for (const { object } of [...fields, ...activities]) expect(declared).toContain(object);
    const keys = fields.map(
      ({ lead, direction, object, field: name }) => `${direction} ${object}/${name} ${lead}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});
