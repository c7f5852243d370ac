import { describe, expect, it } from 'vitest';
import { type Connection, connect, type Json, makeContacts } from './support/connection.ts';

async function connectWithoutSearchLimit(options = {}): Promise<Connection> {
  const connection = await connect(options);
  await connection.control('PATCH', '/settings', { limits: { search: { max: 100_000 } } });
  return connection;
}

const search = (connection: Connection, body: object) =>
  connection.call('POST', '/crm/v3/objects/contacts/search', body);
const where = (...filters: object[]) => ({ filterGroups: [{ filters }] });
const ids = (answer: { json: Json }): string[] =>
  answer.json.results.map((record: { id: string }) => record.id);

describe('search, facts 23 to 27', () => {
  it('23: pages have at most 200 results, and `total` counts all of them', async () => {
    const connection = await connectWithoutSearchLimit({ contacts: 250, profile: 'bare' });
    expect((await search(connection, { limit: 201 })).status).toBe(400);
    const first = await search(connection, { limit: 200 });
    expect(first.json.total).toBe(250);
    const second = await search(connection, { limit: 200, after: first.json.paging.next.after });
    expect(ids(second)).toHaveLength(50);
    expect(new Set([...ids(first), ...ids(second)]).size).toBe(250);
  });

  it('23: 10,000 results can be paged through, and not one more', async () => {
    const connection = await connectWithoutSearchLimit({ contacts: 10_050, profile: 'bare' });
    const last = await search(connection, { limit: 200, after: '9800' });
    expect(ids(last)).toHaveLength(200);
    expect(last.json.total).toBe(10_050);
    expect((await search(connection, { limit: 200, after: last.json.paging.next.after })).status).toBe(400);
    const [lastId] = ids(last).slice(-1);
    const beyond = await search(connection, {
      ...where({ propertyName: 'hs_object_id', operator: 'GT', value: lastId }),
      sorts: ['hs_object_id'],
      limit: 200,
    });
    expect(ids(beyond)).toHaveLength(50);
  });

  it('23: bodies over 3,000 characters, too many groups or filters, and a second sort are refused', async () => {
    const connection = await connectWithoutSearchLimit();
    const filter = { propertyName: 'email', operator: 'HAS_PROPERTY' };
    const group = (count: number) => ({ filters: Array.from({ length: count }, () => filter) });
    const status = async (body: object) => (await search(connection, body)).status;
    expect(await status({ properties: ['x'.repeat(3000)] })).toBe(400);
    expect(await status({ filterGroups: [1, 1, 1, 1, 1].map(group) })).toBe(200);
    expect(await status({ filterGroups: [1, 1, 1, 1, 1, 1].map(group) })).toBe(400);
    expect(await status({ filterGroups: [group(6)] })).toBe(200);
    expect(await status({ filterGroups: [group(7)] })).toBe(400);
    expect(await status({ filterGroups: [6, 6, 6].map(group) })).toBe(200);
    expect(await status({ filterGroups: [6, 6, 6, 1].map(group) })).toBe(400);
    expect(await status({ sorts: ['email', 'createdate'] })).toBe(400);
  });

  it('a filter on a property that does not exist is refused by name', async () => {
    const connection = await connectWithoutSearchLimit();
    const answer = await search(connection, where({ propertyName: 'nonsense', operator: 'EQ', value: '1' }));
    expect(answer.status).toBe(400);
    expect(answer.json.errors[0].context.propertyName).toEqual(['nonsense']);
  });

  it('24: the index lags writes: new records, new values and deletions are seen later', async () => {
    const connection = await connectWithoutSearchLimit();
    await connection.control('POST', '/clock', { freeze: '2026-01-01T00:00:00Z' });
    const [old = '', gone = ''] = await makeContacts(connection, [{ jobtitle: 'Intern' }, {}]);
    await connection.control('PATCH', '/settings', { indexLag: { ms: 10_000 } });
    await connection.control('POST', '/clock', { advanceMs: 1000 });
    await connection.call('PATCH', `/crm/v3/objects/contacts/${old}`, { properties: { jobtitle: 'CEO' } });
    await connection.call('DELETE', `/crm/v3/objects/contacts/${gone}`);
    const [fresh] = await makeContacts(connection, [{}]);

    const before = await search(connection, { properties: ['jobtitle'] });
    expect(ids(before)).toEqual([old, gone]);
    expect(before.json.results[0].properties).toMatchObject({
      jobtitle: 'Intern',
      lastmodifieddate: '2026-01-01T00:00:00Z',
    });
    await connection.control('POST', '/clock', { advanceMs: 10_000 });
    const after = await search(connection, { properties: ['jobtitle'] });
    expect(ids(after)).toEqual([old, fresh]);
    expect(after.json.results[0].properties).toMatchObject({
      jobtitle: 'CEO',
      lastmodifieddate: '2026-01-01T00:00:01Z',
    });
  });

  it('24: with jitter a later write can be seen before an earlier one', async () => {
    const connection = await connectWithoutSearchLimit();
    await connection.control('POST', '/clock', { freeze: '2026-01-01T00:00:00Z' });
    await connection.control('PATCH', '/settings', { indexLag: { ms: 0, jitterMs: 10_000 } });
    const made = await makeContacts(
      connection,
      Array.from({ length: 40 }, () => ({})),
    );
    await connection.control('POST', '/clock', { advanceMs: 5000 });
    const seen = ids(await search(connection, { limit: 200, sorts: ['hs_object_id'] }));
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThan(40);
    expect(seen).not.toEqual(made.slice(0, seen.length));
  });

  it('25: 25,000 records can share one millisecond, and are drained by id within it', async () => {
    const connection = await connectWithoutSearchLimit({ contacts: 25_000, profile: 'bare' });
    const { at, modified } = await connection.control('POST', '/objects/contacts/modify', {
      properties: { jobtitle: 'Moved' },
    });
    expect(modified).toBe(25_000);
    const seen = new Set<string>();
    let last = '0';
    for (let page = ['']; page.length > 0; ) {
      const filters = [
        { propertyName: 'lastmodifieddate', operator: 'EQ', value: String(at) },
        { propertyName: 'hs_object_id', operator: 'GT', value: last },
      ];
      page = ids(await search(connection, { ...where(...filters), sorts: ['hs_object_id'], limit: 200 }));
      for (const id of page) seen.add(id);
      last = page.at(-1) ?? last;
    }
    expect(seen.size).toBe(25_000);
  });

  it('records with the same sort value come by id or scrambled, as the switch says, and all of them', async () => {
    const connection = await connectWithoutSearchLimit();
    await connection.control('POST', '/clock', { freeze: true });
    const made = await makeContacts(
      connection,
      Array.from({ length: 20 }, () => ({})),
    );
    const byModified = { sorts: ['lastmodifieddate'], limit: 200 };
    expect(ids(await search(connection, byModified))).toEqual(made);
    await connection.control('PATCH', '/settings', { unknowns: { ties: 'scrambled' } });
    const scrambled = ids(await search(connection, byModified));
    expect(scrambled).not.toEqual(made);
    expect(scrambled.toSorted()).toEqual(made.toSorted());
    expect(ids(await search(connection, byModified))).toEqual(scrambled);
  });

  it('27: archived records do not appear, unless the switch says so', async () => {
    const connection = await connectWithoutSearchLimit();
    const [id = ''] = await makeContacts(connection, [{}]);
    await connection.call('DELETE', `/crm/v3/objects/contacts/${id}`);
    expect(ids(await search(connection, {}))).toEqual([]);
    await connection.control('PATCH', '/settings', { unknowns: { archivedInSearch: true } });
    expect(ids(await search(connection, {}))).toEqual([id]);
  });

  it('sorts may be a name, a name behind a minus, or an object; without one the oldest comes first', async () => {
    const connection = await connectWithoutSearchLimit();
    const [b = '', a = ''] = await makeContacts(connection, [{ lastname: 'B' }, { lastname: 'A' }]);
    const order = async (sorts?: unknown[]) =>
      ids(await search(connection, sorts === undefined ? {} : { sorts }));
    expect(await order()).toEqual([b, a]);
    expect(await order(['lastname'])).toEqual([a, b]);
    expect(await order(['-lastname'])).toEqual([b, a]);
    expect(await order([{ propertyName: 'lastname', direction: 'DESCENDING' }])).toEqual([b, a]);
  });

  it.each([
    ['EQ', { value: 'PARIS' }, ['paris']],
    ['NEQ', { value: 'Paris' }, ['lyon', 'none']],
    ['IN', { values: ['paris', 'lyon'] }, ['paris', 'lyon']],
    ['NOT_IN', { values: ['paris'] }, ['lyon', 'none']],
    ['HAS_PROPERTY', {}, ['paris', 'lyon']],
    ['NOT_HAS_PROPERTY', {}, ['none']],
    ['CONTAINS_TOKEN', { value: 'par*' }, ['paris']],
    ['GTE', { value: 'm' }, ['paris']],
    ['BETWEEN', { value: 'a', highValue: 'm' }, ['lyon']],
  ])('the operator %s', async (operator, values, expected) => {
    const connection = await connectWithoutSearchLimit();
    await makeContacts(connection, [
      { lastname: 'paris', city: 'Paris' },
      { lastname: 'lyon', city: 'Lyon' },
      { lastname: 'none' },
    ]);
    const answer = await search(connection, {
      ...where({ propertyName: 'city', operator, ...values }),
      properties: ['lastname'],
    });
    expect(answer.json.results.map((record: Json) => record.properties.lastname)).toEqual(expected);
  });

  it('the search box looks through names, addresses and companies', async () => {
    const connection = await connectWithoutSearchLimit();
    const [ada = ''] = await makeContacts(connection, [{ email: 'ada@acme.fr' }, { email: 'bob@other.fr' }]);
    expect(ids(await search(connection, { query: 'acm' }))).toEqual([ada]);
  });
});
