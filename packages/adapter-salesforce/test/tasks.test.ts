import type { TaskDraft } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, api, BASE, connect, field, leadId, never, onDescribe, onQuery } from './connection.ts';

beforeEach(() => {
  nock.disableNetConnect();
  onQuery('SELECT Id,Name,TimeZoneSidKey FROM Organization LIMIT 1', [
    { Id: '00DKZ0000000001UAE', Name: 'Acme', TimeZoneSidKey: 'Europe/Paris' },
  ]);
});
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

const COLLECTION = `${BASE}/composite/sobjects`;
const CONTACT = '003KZ0000000009AAA';

function draft(index: number, more: Partial<TaskDraft> = {}): TaskDraft {
  const dueAt = Date.UTC(2026, 10, 20, 23, 30);
  const texts = { title: 'Call Ada', body: 'Because:\n- demo' };
  return {
    key: `k-${index}`,
    object: 'Lead',
    recordId: leadId(index),
    ownerId: null,
    dueAt,
    ...texts,
    ...more,
  };
}

function record(index: number, more: Readonly<Record<string, string>> = {}) {
  return {
    attributes: { type: 'Task' },
    Tamis_Key__c: `k-${index}`,
    WhoId: leadId(index),
    Subject: 'Call Ada',
    Description: 'Because:\n- demo',
    ActivityDate: '2026-11-21',
    Priority: 'High',
    ...more,
  };
}

function onCreate(records: nock.DataMatcherArray, results: readonly object[]) {
  api().post(COLLECTION, { allOrNone: false, records }).reply(200, results);
}

const ok = (id: string) => ({ id, success: true, errors: [] });
const no = (statusCode: string, message = 'no') => ({
  success: false,
  errors: [{ statusCode, message, fields: [] }],
});

describe('tasks', () => {
  it('are created in one request, due on the day of the organization', async () => {
    onDescribe('Task', [field('Tamis_Key__c')]);
    onCreate([record(1), record(2, { OwnerId: '005KZ0000000002YAB' })], [ok('00T1'), ok('00T2')]);
    const drafts = [draft(1), draft(2, { ownerId: '005KZ0000000002YAB' })];
    expect(await connect().createTasks(drafts, never)).toEqual([
      { key: 'k-1', status: 'created', id: '00T1' },
      { key: 'k-2', status: 'created', id: '00T2' },
    ]);
  });

  it('that are there already are found by their key and left alone', async () => {
    onDescribe('Task', [field('Tamis_Key__c')]);
    onCreate([record(1), record(2)], [no('DUPLICATE_VALUE', 'duplicate value found'), ok('00T2')]);
    onQuery(
      "SELECT Id,Tamis_Key__c FROM Task WHERE Tamis_Key__c IN ('k-1')",
      [{ Id: '00T1', Tamis_Key__c: 'k-1' }],
      {
        all: true,
      },
    );
    expect(await connect().createTasks([draft(1), draft(2)], never)).toEqual([
      { key: 'k-1', status: 'created', id: '00T1' },
      { key: 'k-2', status: 'created', id: '00T2' },
    ]);
  });

  it('about a lead that was converted meanwhile go to its contact; about a deleted one they are refused', async () => {
    const fates = (id: string) =>
      `SELECT Id,IsDeleted,MasterRecordId,IsConverted,ConvertedContactId FROM Lead WHERE Id IN ('${id}')`;
    onDescribe('Task', [field('Tamis_Key__c')]);
    onCreate([record(1), record(2)], [no('CANNOT_UPDATE_CONVERTED_LEAD'), no('ENTITY_IS_DELETED')]);
    const converted = { Id: leadId(1), IsDeleted: false, IsConverted: true, ConvertedContactId: CONTACT };
    onQuery(fates(leadId(1)), [converted], { all: true });
    onCreate([record(1, { WhoId: CONTACT })], [ok('00T9')]);
    onQuery(fates(leadId(2)), [{ Id: leadId(2), IsDeleted: true, MasterRecordId: null }], { all: true });
    expect(await connect().createTasks([draft(1), draft(2)], never)).toEqual([
      { key: 'k-1', status: 'created', id: '00T9' },
      { key: 'k-2', status: 'refused', code: 'gone', message: 'The record of the task was deleted.' },
    ]);
  });

  it('get their key as a unique field of activities, which the user may see on tasks', async () => {
    const texts = { label: 'Tamis key', description: 'Names the hand-over that this task was created for.' };
    const Metadata = {
      ...texts,
      inlineHelpText: texts.description,
      required: false,
      type: 'Text',
      length: 255,
      unique: true,
      externalId: true,
      caseSensitive: true,
    };
    onDescribe('Task', []);
    const made = { id: 'x', success: true, errors: [] };
    api()
      .post(`${BASE}/tooling/sobjects/CustomField`, { FullName: 'Activity.Tamis_Key__c', Metadata })
      .reply(201, made);
    onQuery("SELECT Id FROM PermissionSet WHERE Name = 'Tamis' LIMIT 1", [{ Id: '0PS1' }]);
    api()
      .get(BASE)
      .reply(200, { identity: `${API}/id/00D1/0051` });
    onQuery(
      "SELECT Id FROM PermissionSetAssignment WHERE PermissionSetId = '0PS1' AND AssigneeId = '0051' LIMIT 1",
      [{ Id: '0Pa1' }],
    );
    const permission = { ParentId: '0PS1', SobjectType: 'Task', Field: 'Task.Tamis_Key__c' };
    onCreate(
      [
        {
          attributes: { type: 'FieldPermissions' },
          ...permission,
          PermissionsRead: true,
          PermissionsEdit: true,
        },
      ],
      [made],
    );
    onCreate([record(1)], [ok('00T1')]);
    expect(await connect().createTasks([draft(1)], never)).toMatchObject([{ status: 'created' }]);
  });

  it('are unknown where only half an answer came', async () => {
    onDescribe('Task', [field('Tamis_Key__c')]);
    api().post(COLLECTION).reply(200, '[{"id":', { 'content-type': 'application/json' });
    expect(await connect().createTasks([draft(1)], never)).toMatchObject([{ key: 'k-1', status: 'unknown' }]);
  });
});
