import { FieldGone, RequestRefused } from '@tamis/adapter';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API, connect, never } from './connection.ts';

const AT = '2026-11-20T10:00:00.000Z';
const CREATED = '2026-01-01T00:00:00.000Z';

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

function properties(...names: string[]) {
  const results = names.map((name) => ({ name, label: name, type: 'string', fieldType: 'text' }));
  nock(API).get('/crm/properties/2026-03/contacts?archived=false').reply(200, { results });
}

/** Expects exactly this batch read. */
function batch(ids: readonly string[], fields: readonly string[]) {
  const wanted = [...fields, 'lastmodifieddate', 'hs_merged_object_ids'];
  return nock(API, { reqheaders: { authorization: 'Bearer pat-1' } }).post(
    '/crm/objects/2026-03/contacts/batch/read',
    { inputs: ids.map((id) => ({ id })), properties: wanted, propertiesWithHistory: [] },
  );
}

function contact(id: string, held: object) {
  return {
    id,
    properties: { hs_object_id: id, lastmodifieddate: AT, hs_merged_object_ids: null, ...held },
    createdAt: CREATED,
    updatedAt: AT,
    archived: false,
  };
}

function read(ids: readonly string[], fields: readonly string[] = ['jobtitle']) {
  return connect().read({ object: 'contacts', ids, fields, signal: never });
}

describe('contacts read again', () => {
  it('come by one batch read, as they stand now and as the pull gives them', async () => {
    properties('jobtitle', 'phone');
    batch(['1', '2'], ['jobtitle', 'phone']).reply(200, {
      status: 'COMPLETE',
      results: [
        contact('2', { jobtitle: '', phone: null, hs_merged_object_ids: '7;8' }),
        contact('1', { jobtitle: 'CFO', phone: '+33 1' }),
      ],
    });
    const record = { object: 'contacts', modifiedAt: Date.parse(AT), createdAt: Date.parse(CREATED) };
    expect(await read(['1', '2'], ['jobtitle', 'phone'])).toEqual([
      { ...record, id: '1', fields: { jobtitle: 'CFO', phone: '+33 1' } },
      { ...record, id: '2', fields: { jobtitle: '', phone: null }, mergedIds: ['7', '8'] },
    ]);
  });

  it('are those that are there: neither deleted ones, nor a survivor that answers for a merged one, nor unreadable ones', async () => {
    properties('jobtitle');
    const missing = { status: 'error', category: 'OBJECT_NOT_FOUND', context: { ids: ['2'] } };
    batch(['1', '2', '3', '4'], ['jobtitle']).reply(207, {
      status: 'COMPLETE',
      results: [contact('1', { jobtitle: 'CEO' }), contact('900', {}), { id: '4', properties: 'odd' }],
      numErrors: 1,
      errors: [missing],
    });
    expect((await read(['1', '2', '3', '4'])).map(({ id }) => id)).toEqual(['1']);
  });

  it('are not read without a field that is gone', async () => {
    properties('jobtitle');
    const error = await read(['1'], ['jobtitle', 'nickname']).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FieldGone);
    expect(error).toMatchObject({ object: 'contacts', fields: ['nickname'] });
  });

  it('are a hundred at most', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => String(index));
    await expect(read(ids)).rejects.toThrow(RequestRefused);
  });

  it('are read once more after a fault of HubSpot', async () => {
    properties('jobtitle');
    batch(['1'], ['jobtitle']).reply(502, '<html>Bad gateway</html>');
    batch(['1'], ['jobtitle']).reply(200, { results: [contact('1', { jobtitle: 'CEO' })] });
    expect(await read(['1'])).toMatchObject([{ id: '1', fields: { jobtitle: 'CEO' } }]);
  });
});
