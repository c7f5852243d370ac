import { type Cursor, FieldGone, PermissionMissing, type PullPage, type PullRequest } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { api, BASE, connect, field, leadId, NOW, never, onDescribe, onQuery } from './connection.ts';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

const STAMP = '2026-11-20T10:00:00.000+0000';
const STAMPED = Date.UTC(2026, 10, 20, 10);
const LEAD_COLUMNS =
  'Id,CreatedDate,SystemModstamp,IsDeleted,MasterRecordId,IsConverted,ConvertedContactId,Email';
const CHANGES: Cursor = { phase: 'changes', modified: STAMPED - 1000, id: '' };
const SINCE = `SELECT ${LEAD_COLUMNS} FROM Lead WHERE SystemModstamp >= 2026-11-20T09:59:59.000Z ORDER BY SystemModstamp, Id LIMIT 2000`;

function lead(index: number, more: object = {}) {
  return {
    attributes: { type: 'Lead', url: `${BASE}/sobjects/Lead/${leadId(index)}` },
    Id: leadId(index),
    CreatedDate: '2026-01-01T00:00:00.000+0000',
    SystemModstamp: STAMP,
    IsDeleted: false,
    MasterRecordId: null,
    IsConverted: false,
    ConvertedContactId: null,
    Email: `${index}@example.com`,
    ...more,
  };
}

function leads(from: number, to: number) {
  return Array.from({ length: to - from }, (_, index) => lead(from + index));
}

async function read(request: Partial<PullRequest> = {}, adapter = connect()) {
  const pages: PullPage[] = [];
  const base = { object: 'Lead', fields: ['Email'], cursor: null, associations: [], signal: never };
  for await (const page of adapter.pull({ ...base, ...request })) pages.push(page);
  return pages;
}

function walk(after: string) {
  const where = after === '' ? '' : ` WHERE Id > '${after}'`;
  return `SELECT ${LEAD_COLUMNS} FROM Lead${where} ORDER BY Id LIMIT 2000`;
}

describe('a full walk', () => {
  it('reads on behind the last id, knows how many there are, and ends where the changes begin', async () => {
    onDescribe('Lead', [field('Email')]);
    onQuery(walk(''), leads(0, 2000));
    onQuery(`SELECT COUNT() FROM Lead WHERE Id > '${leadId(1999)}'`, [], { total: 3 });
    onQuery(walk(leadId(1999)), leads(2000, 2003));
    const pages = await read();
    const afterwards = { phase: 'changes', modified: NOW - 10_000, id: '' };
    expect(pages.map(({ records }) => records.length)).toEqual([2000, 3]);
    expect(pages.map(({ expected }) => expected)).toEqual([2003, 2003]);
    expect(pages.map(({ cursor }) => cursor)).toEqual([
      { phase: 'full', startedAt: NOW, lowerId: leadId(1999), changes: afterwards },
      afterwards,
    ]);
    expect(pages[0]?.records[0]).toEqual({
      object: 'Lead',
      id: leadId(0),
      fields: { Email: '0@example.com' },
      modifiedAt: STAMPED,
      createdAt: Date.UTC(2026, 0, 1),
    });
  });

  it('goes on where it was stopped, and asks nothing more where one page holds the rest', async () => {
    onDescribe('Lead', [field('Email')]);
    onQuery(walk(leadId(7)), leads(8, 10));
    const adapter = connect();
    const pages = await read({ cursor: { phase: 'full', startedAt: 5, lowerId: leadId(7) } }, adapter);
    expect(pages).toMatchObject([{ expected: null, cursor: { phase: 'changes', modified: 5 - 10_000 } }]);
    expect(adapter.counts()).toMatchObject({ calls: 2, budgetUsed: 2 });
  });

  it('reads on by id where Salesforce ended a page early', async () => {
    onDescribe('Lead', [field('Email')]);
    onQuery(walk(''), leads(0, 500), { done: false });
    onQuery(`SELECT COUNT() FROM Lead WHERE Id > '${leadId(499)}'`, [], { total: 1 });
    onQuery(walk(leadId(499)), leads(500, 501));
    expect((await read()).flatMap(({ records }) => records)).toHaveLength(501);
  });

  it('tells what a converted lead became, and keeps what cannot be read apart', async () => {
    onDescribe('Lead', [field('Email')]);
    const contact = '003KZ0000000009AAA';
    onQuery(walk(''), [
      lead(0, { IsConverted: true, ConvertedContactId: contact }),
      lead(1, { Email: { odd: true } }),
      lead(2, { SystemModstamp: 'yesterday' }),
      lead(3),
    ]);
    const [page] = await read();
    expect(page?.records.map(({ id }) => id)).toEqual([leadId(3)]);
    expect(page?.gone).toEqual([
      { object: 'Lead', id: leadId(0), convertedInto: { object: 'Contact', id: contact } },
    ]);
    expect(page?.unreadable).toMatchObject([
      { id: leadId(1), message: 'Its Email is no single value.' },
      { id: leadId(2), message: 'It has no modification time.' },
    ]);
  });
});

describe('the changes', () => {
  it('bring deleted, merged and converted records along as gone', async () => {
    onDescribe('Lead', [field('Email')]);
    const rows = [
      lead(0),
      lead(1, { IsDeleted: true }),
      lead(2, { IsDeleted: true, MasterRecordId: leadId(0) }),
      lead(3, { IsConverted: true }),
    ];
    onQuery(SINCE, rows, { all: true });
    const [page] = await read({ cursor: CHANGES });
    expect(page?.records.map(({ id }) => id)).toEqual([leadId(0)]);
    expect(page?.gone).toEqual([
      { object: 'Lead', id: leadId(1) },
      { object: 'Lead', id: leadId(2), mergedInto: leadId(0) },
      { object: 'Lead', id: leadId(3) },
    ]);
  });

  it('are led by the id through more rows of one stamp than a page holds', async () => {
    onDescribe('Lead', [field('Email')]);
    onQuery(SINCE, leads(0, 2000), { all: true });
    const at = '2026-11-20T10:00:00.000Z';
    const beyond = `(SystemModstamp > ${at} OR (SystemModstamp = ${at} AND Id > '${leadId(1999)}'))`;
    const next = `SELECT ${LEAD_COLUMNS} FROM Lead WHERE ${beyond} ORDER BY SystemModstamp, Id LIMIT 2000`;
    onQuery(next, leads(2000, 2500), { all: true });
    const pages = await read({ cursor: CHANGES });
    expect(pages.flatMap(({ records }) => records)).toHaveLength(2500);
    expect(pages.map(({ cursor }) => cursor)).toEqual([
      { phase: 'changes', modified: STAMPED, id: leadId(1999) },
      { phase: 'changes', modified: STAMPED, id: leadId(2499) },
    ]);
  });

  it('leave the cursor before what may not be committed yet, and later rows to the next run', async () => {
    onDescribe('Lead', [field('Email')]);
    const [recent, later] = [NOW - 3000, NOW + 60_000].map((at) => new Date(at).toISOString());
    onQuery(SINCE, [lead(0, { SystemModstamp: recent }), lead(1, { SystemModstamp: later })], { all: true });
    const [page] = await read({ cursor: CHANGES });
    expect(page?.records.map(({ id }) => id)).toEqual([leadId(0)]);
    expect(page?.cursor).toEqual({ phase: 'changes', modified: NOW - 10_000, id: '' });
  });

  it('are bounded by the clock of Salesforce where the one here is wrong', async () => {
    const ahead = NOW + 3_600_000;
    api()
      .get(`${BASE}/sobjects/Lead/describe`)
      .reply(200, { fields: [field('Email')] }, { date: new Date(ahead).toUTCString() });
    onQuery(SINCE, [lead(0, { SystemModstamp: new Date(ahead - 1000).toISOString() })], { all: true });
    const [page] = await read({ cursor: CHANGES });
    expect(page?.cursor).toEqual({ phase: 'changes', modified: ahead - 10_000, id: '' });
  });
});

describe('associations', () => {
  it('of an activity are told apart by the id of whom it is about', async () => {
    onDescribe('Task', [field('Subject')]);
    const columns = 'Id,CreatedDate,SystemModstamp,IsDeleted,WhoId,Subject';
    const row = (id: string, WhoId: string | null) => ({
      Id: id,
      SystemModstamp: STAMP,
      IsDeleted: false,
      WhoId,
      Subject: 's',
    });
    const rows = [row('00T1', '00QKZ0000000001AAA'), row('00T2', '003KZ0000000001AAA'), row('00T3', null)];
    onQuery(`SELECT ${columns} FROM Task ORDER BY Id LIMIT 2000`, rows);
    const adapter = connect();
    const [page] = await read(
      { object: 'Task', fields: ['Subject'], associations: ['Lead', 'Contact'] },
      adapter,
    );
    expect(page?.records.map(({ associations }) => associations)).toEqual([
      { Lead: ['00QKZ0000000001AAA'], Contact: [] },
      { Lead: [], Contact: ['003KZ0000000001AAA'] },
      { Lead: [], Contact: [] },
    ]);
    expect(adapter.counts()).toMatchObject({ calls: 0, activityCalls: 2, budgetUsed: 2 });
  });

  it('of an opportunity are the contacts with a role; a new role alone brings it back before the changes', async () => {
    const columns = 'Id,CreatedDate,SystemModstamp,IsDeleted,Name';
    const deal = (id: string) => ({ Id: id, SystemModstamp: STAMP, IsDeleted: false, Name: 'n' });
    const role = (id: string, opportunity: string, contact: string) => ({
      Id: id,
      OpportunityId: opportunity,
      ContactId: contact,
    });
    const roles = 'SELECT Id,OpportunityId,ContactId FROM OpportunityContactRole WHERE';
    onDescribe('Opportunity', [field('Name')]);
    onQuery(
      `${roles} SystemModstamp >= 2026-11-20T09:59:59.000Z ORDER BY Id LIMIT 2000`,
      [role('r1', '0061', '0031')],
      { all: true },
    );
    onQuery(`SELECT ${columns} FROM Opportunity WHERE Id IN ('0061') ORDER BY Id LIMIT 2000`, [deal('0061')]);
    onQuery(`${roles} OpportunityId IN ('0061') ORDER BY Id LIMIT 2000`, [
      role('r1', '0061', '0031'),
      role('r2', '0061', '0032'),
    ]);
    onQuery(
      `SELECT ${columns} FROM Opportunity WHERE SystemModstamp >= 2026-11-20T09:59:59.000Z ORDER BY SystemModstamp, Id LIMIT 2000`,
      [deal('0062')],
      { all: true },
    );
    onQuery(`${roles} OpportunityId IN ('0062') ORDER BY Id LIMIT 2000`, []);
    const request = { object: 'Opportunity', fields: ['Name'], associations: ['Contact'], cursor: CHANGES };
    const pages = await read(request);
    expect(pages.map(({ cursor }) => cursor)).toEqual([
      CHANGES,
      { phase: 'changes', modified: STAMPED, id: '0062' },
    ]);
    expect(pages.map(({ records }) => records[0]?.associations)).toEqual([
      { Contact: ['0031', '0032'] },
      { Contact: [] },
    ]);
  });
});

it.each([{ associations: ['Account'] }, { history: { fields: ['Email'], counter: 'Email', atLeast: 1 } }])(
  'what is not declared is refused out loud: %o',
  async (request) => {
    await expect(read(request)).rejects.toThrow(/declare/);
  },
);

describe('fields', () => {
  it('that are not there are named before anything is read', async () => {
    onDescribe('Lead', [field('Email')]);
    const error = await read({ fields: ['Email', 'Gone__c'] }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FieldGone);
    expect(error).toMatchObject({ object: 'Lead', fields: ['Gone__c'] });
  });

  it('that vanish during a walk are named, and the next look asks what there is', async () => {
    const adapter = connect();
    onDescribe('Lead', [field('Email')]);
    const message = `\nSELECT Id,Email FROM Lead\n          ^\nERROR at Row:1:Column:11\nNo such column 'Email' on entity 'Lead'.`;
    api()
      .get(`${BASE}/query`)
      .query({ q: walk('') })
      .reply(400, [{ message, errorCode: 'INVALID_FIELD' }]);
    await expect(read({}, adapter)).rejects.toMatchObject({ name: 'FieldGone', fields: ['Email'] });
    onDescribe('Lead', []);
    await expect(read({}, adapter)).rejects.toMatchObject({ name: 'FieldGone', fields: ['Email'] });
  });

  it('are described with what they accept', async () => {
    const values = [
      { value: 'a', label: 'A', active: true },
      { value: 'b', label: null, active: true },
      { value: 'old', label: 'Old', active: false },
    ];
    onDescribe('Lead', [
      field('Name', { length: 80, updateable: false }),
      field('Rating', { type: 'picklist', picklistValues: values }),
      field('Stage', { type: 'picklist', picklistValues: values, restrictedPicklist: true }),
      field('Total', { type: 'double', length: 0, calculated: true }),
      field('Address', { type: 'address' }),
    ]);
    const base = { object: 'Lead', writable: true, calculated: false };
    expect(await connect().describe('Lead', never)).toEqual([
      { ...base, name: 'Name', label: 'Name', type: 'text', writable: false, maxLength: 80 },
      { ...base, name: 'Rating', label: 'Rating', type: 'enumeration' },
      {
        ...base,
        name: 'Stage',
        label: 'Stage',
        type: 'enumeration',
        options: [
          { value: 'a', label: 'A' },
          { value: 'b', label: 'b' },
        ],
      },
      { ...base, name: 'Total', label: 'Total', type: 'number', writable: false, calculated: true },
    ]);
  });

  it('of an object that the user may not see name the permission', async () => {
    const hidden = { errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' };
    api().get(`${BASE}/sobjects/CampaignMember/describe`).reply(404, [hidden]);
    const error = await connect()
      .describe('CampaignMember', never)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PermissionMissing);
    expect(error).toMatchObject({ permissions: ['Read on CampaignMember'] });
  });
});
