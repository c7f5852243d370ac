import { PermissionMissing } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hubspot } from '../src/index.ts';
import { API, connect, never } from './connection.ts';

const PROPERTIES = '/crm/properties/2026-03/contacts';
const [SCORE, STAGE] = ['tamis_score', 'tamis_stage'].map((name) => {
  const spec = hubspot.ownFields.find((field) => field.name === name);
  if (!spec) throw new Error(name);
  return spec;
});
if (!SCORE || !STAGE) throw new Error('own fields');

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function property(name: string, more: object = {}) {
  return {
    name,
    label: name,
    type: 'string',
    fieldType: 'text',
    groupName: 'contactinformation',
    options: [],
    ...more,
  };
}

function listed(...properties: object[]) {
  nock(API).get(`${PROPERTIES}?archived=false`).reply(200, { results: properties });
}

const SCORE_BODY = {
  name: 'tamis_score',
  label: 'Tamis score',
  description: SCORE.description,
  groupName: 'tamis',
  formField: false,
  type: 'number',
  fieldType: 'number',
};
const STAGE_OPTIONS = ['raw', 'mql', 'pql', 'sql', 'opportunity', 'customer', 'recycled', 'disqualified'];
const STAGE_BODY = {
  name: 'tamis_stage',
  label: 'Tamis stage',
  description: STAGE.description,
  groupName: 'tamis',
  formField: false,
  type: 'enumeration',
  fieldType: 'select',
  options: (STAGE.options ?? []).map((option, displayOrder) => ({ ...option, displayOrder, hidden: false })),
};

describe("the product's own properties", () => {
  it('are created in their group by three requests', async () => {
    listed(property('email'));
    nock(API)
      .post(`${PROPERTIES}/groups`, { name: 'tamis', label: 'Tamis' })
      .reply(201, { name: 'tamis', label: 'Tamis', displayOrder: -1, archived: false });
    nock(API)
      .post(`${PROPERTIES}/batch/create`, { inputs: [SCORE_BODY, STAGE_BODY] })
      .reply(201, { status: 'COMPLETE', results: [] });
    const adapter = connect();
    expect(await adapter.provision([SCORE, STAGE], never)).toEqual(['tamis_score', 'tamis_stage']);
    expect(adapter.counts().calls).toBe(3);
    expect(STAGE_BODY.options.map(({ value }) => value)).toEqual(STAGE_OPTIONS);
  });

  it('that are all there cost one look', async () => {
    listed(property('tamis_score', { groupName: 'tamis' }), property('tamis_stage', { groupName: 'tamis' }));
    const adapter = connect();
    expect(await adapter.provision([SCORE, STAGE], never)).toEqual([]);
    expect(adapter.counts().calls).toBe(1);
  });

  it('that somebody else creates at the same moment are no error', async () => {
    const exists = {
      status: 'error',
      category: 'CONFLICT',
      subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
      message: 'exists',
    };
    listed(property('email'));
    nock(API).post(`${PROPERTIES}/groups`).reply(409, exists);
    nock(API).post(`${PROPERTIES}/batch/create`).reply(409, exists);
    nock(API).post(PROPERTIES, SCORE_BODY).reply(409, exists);
    nock(API).post(PROPERTIES, STAGE_BODY).reply(201, STAGE_BODY);
    expect(await connect().provision([SCORE, STAGE], never)).toEqual(['tamis_stage']);
  });

  it('need a scope that is named when it is missing', async () => {
    listed(property('email'));
    nock(API)
      .post(`${PROPERTIES}/groups`)
      .reply(403, {
        status: 'error',
        category: 'MISSING_SCOPES',
        message: 'This app hasn’t been granted all required scopes.',
        errors: [
          {
            message: 'One or more of the following scopes are required.',
            context: { requiredGranularScopes: ['crm.schemas.contacts.write'] },
          },
        ],
      });
    const error = await connect()
      .provision([SCORE], never)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PermissionMissing);
    expect(error).toMatchObject({ permissions: ['crm.schemas.contacts.write'] });
  });
});

describe('the description of an object', () => {
  it('says type, options, and what cannot be written', async () => {
    listed(
      property('hs_lead_status', {
        type: 'enumeration',
        fieldType: 'radio',
        options: [{ value: 'NEW', label: 'New', hidden: false }],
      }),
      property('hs_buying_role', {
        type: 'enumeration',
        fieldType: 'checkbox',
        options: [{ value: 'CHAMPION', label: 'Champion' }],
      }),
      property('hubspot_owner_id', { type: 'enumeration', fieldType: 'select', externalOptions: true }),
      property('hs_email_open', {
        type: 'number',
        fieldType: 'number',
        modificationMetadata: { readOnlyValue: true },
      }),
      property('days_to_close', { type: 'number', fieldType: 'calculation_equation', calculated: true }),
    );
    const described = await connect().describe('contacts', never);
    expect(described).toEqual([
      {
        object: 'contacts',
        name: 'hs_lead_status',
        label: 'hs_lead_status',
        type: 'enumeration',
        writable: true,
        calculated: false,
        options: [{ value: 'NEW', label: 'New' }],
      },
      {
        object: 'contacts',
        name: 'hs_buying_role',
        label: 'hs_buying_role',
        type: 'multi-enumeration',
        writable: true,
        calculated: false,
        options: [{ value: 'CHAMPION', label: 'Champion' }],
      },
      {
        object: 'contacts',
        name: 'hubspot_owner_id',
        label: 'hubspot_owner_id',
        type: 'enumeration',
        writable: true,
        calculated: false,
      },
      {
        object: 'contacts',
        name: 'hs_email_open',
        label: 'hs_email_open',
        type: 'number',
        writable: false,
        calculated: false,
      },
      {
        object: 'contacts',
        name: 'days_to_close',
        label: 'days_to_close',
        type: 'number',
        writable: false,
        calculated: true,
      },
    ]);
  });
});
