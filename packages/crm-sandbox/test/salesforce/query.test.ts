import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../support/connection.ts';
import { connectOrg, lead, type OrgConnection } from './support/orgConnection.ts';

const ids = (records: Json[]) => records.map(({ Id }) => Id);

/** Names of the leads that a condition finds, in order of making. */
async function found(org: OrgConnection, where: string): Promise<string[]> {
  return (await org.rows(`SELECT LastName FROM Lead WHERE ${where} ORDER BY Id`)).map(
    ({ LastName }) => LastName,
  );
}

describe('queries, facts 13 to 18', () => {
  it('13: gives 2,000 rows at a time with the address of the next, until all have come once', async () => {
    const org = await connectOrg({ contacts: 4500, profile: 'bare' });
    let page = (await org.query('SELECT Id FROM Lead')).json;
    const sizes = [page.records.length];
    const seen = new Set(ids(page.records));
    while (!page.done) {
      page = (await org.call('GET', page.nextRecordsUrl)).json;
      sizes.push(page.records.length);
      for (const id of ids(page.records)) seen.add(id);
    }
    expect(sizes).toEqual([2000, 2000, 500]);
    expect(page).toMatchObject({ totalSize: 4500, done: true });
    expect(page).not.toHaveProperty('nextRecordsUrl');
    expect(seen.size).toBe(4500);
  });

  it('13: a client may ask for smaller batches, not below 200', async () => {
    const org = await connectOrg({ contacts: 700, profile: 'bare' });
    const size = async (asked: number) => {
      const url = `${org.sandbox.url}/services/data/v66.0/query?q=${encodeURIComponent('SELECT Id FROM Lead')}`;
      const headers = {
        authorization: `Bearer ${org.sandbox.credentials.accessToken}`,
        'Sforce-Query-Options': `batchSize=${asked}`,
      };
      return ((await (await fetch(url, { headers })).json()) as Json).records.length;
    };
    expect(await size(300)).toBe(300);
    expect(await size(10)).toBe(200);
  });

  it('13: a locator dies after two days', async () => {
    const org = await connectOrg({ contacts: 2500, profile: 'bare' });
    const { nextRecordsUrl } = (await org.query('SELECT Id FROM Lead')).json;
    await org.control('POST', '/clock', { advanceMs: 49 * 3_600_000 });
    expect(await org.call('GET', nextRecordsUrl)).toMatchObject({
      status: 400,
      json: [{ errorCode: 'INVALID_QUERY_LOCATOR' }],
    });
  });

  it('13b: a locator dies with the session that opened it, where the switch says so', async () => {
    const org = await connectOrg({ contacts: 2500, profile: 'bare' });
    await org.control('PATCH', '/settings', { unknowns: { locatorDiesWithSession: true } });
    const { nextRecordsUrl } = (await org.query('SELECT Id FROM Lead')).json;
    const { accessToken } = await org.control('POST', '/tokens', {});
    const byAnother = await org.call('GET', nextRecordsUrl, undefined, accessToken);
    expect(byAnother).toMatchObject({ status: 400, json: [{ errorCode: 'INVALID_QUERY_LOCATOR' }] });
    expect((await org.call('GET', nextRecordsUrl)).status).toBe(200);
  });

  it('14: queryAll shows deleted rows too', async () => {
    const org = await connectOrg();
    const [kept, gone] = [await org.make('Lead', lead()), await org.make('Lead', lead())];
    await org.control('DELETE', `/objects/Lead/${gone}`);
    expect(ids(await org.rows('SELECT Id FROM Lead'))).toEqual([kept]);
    const soql = encodeURIComponent('SELECT Id, IsDeleted FROM Lead ORDER BY Id');
    const { json } = await org.data('GET', `/queryAll?q=${soql}`);
    expect(json.records.map(({ Id, IsDeleted }: Json) => [Id, IsDeleted])).toEqual([
      [kept, false],
      [gone, true],
    ]);
  });

  it.each([
    ['SELECT Id FROM', 'MALFORMED_QUERY'],
    ['SELECT Id Name FROM Lead', 'MALFORMED_QUERY'],
    ['SELECT Id, Id FROM Lead', 'MALFORMED_QUERY'],
    ["SELECT Id FROM Lead WHERE LastName = 'a' AND Company = 'b' OR Company = 'c'", 'MALFORMED_QUERY'],
    ["SELECT Id FROM Lead WHERE LastName = 'open", 'MALFORMED_QUERY'],
    ['SELECT Id, (SELECT Id FROM Contacts) FROM Account', 'MALFORMED_QUERY'],
    ['SELECT Company, COUNT(Id) FROM Lead GROUP BY Company', 'MALFORMED_QUERY'],
    ['SELECT Id FROM Lead LIMIT -1', 'MALFORMED_QUERY'],
    ['SELECT Nothing FROM Lead', 'INVALID_FIELD'],
    ['SELECT Account.Name FROM Lead', 'INVALID_FIELD'],
    ["SELECT Id FROM Lead WHERE SystemModstamp > '2026-01-01T00:00:00Z'", 'INVALID_FIELD'],
    ['SELECT Id FROM Lead WHERE LastName = 5', 'INVALID_FIELD'],
    ["SELECT Id FROM Lead WHERE NumberOfEmployees > '5'", 'INVALID_FIELD'],
    ["SELECT Id FROM Lead WHERE IsConverted = 'true'", 'INVALID_FIELD'],
    ["SELECT Id FROM Lead WHERE Description = 'x'", 'INVALID_FIELD'],
    ['SELECT Id FROM Lead ORDER BY Description', 'INVALID_FIELD'],
    ["SELECT Id FROM Lead WHERE Id > 'x'", 'INVALID_QUERY_FILTER_OPERATOR'],
    ['SELECT Id FROM Nothing', 'INVALID_TYPE'],
  ])('15: refuses %s with an array: %s', async (soql, errorCode) => {
    const { status, json } = await (await connectOrg({ contacts: 1 })).query(soql);
    expect(status).toBe(400);
    expect(json).toEqual([{ errorCode, message: expect.any(String) }]);
  });

  it('15: the message says where, and which column', async () => {
    const { json } = await (await connectOrg()).query('SELECT Id, Nothing__c FROM Lead');
    expect(json[0].message).toContain('ERROR at Row:1:Column:12');
    expect(json[0].message).toContain("No such column 'Nothing__c' on entity 'Lead'");
  });

  it('16: many rows share one stamp, in whole seconds, and the pair of stamp and id walks over all of them', async () => {
    const org = await connectOrg({ contacts: 5000, profile: 'bare', now: Date.UTC(2026, 10, 1) });
    const { at } = await org.control('POST', '/objects/Lead/modify', {
      count: 4500,
      properties: { Rating: 'Hot' },
    });
    expect(at % 1000).toBe(0);
    const seen = new Set<string>();
    let after = { SystemModstamp: '2000-01-01T00:00:00.000+0000', Id: '000000000000000AAA' };
    for (;;) {
      const stamp = after.SystemModstamp.replace('+0000', 'Z');
      const rows = await org.rows(
        `SELECT Id, SystemModstamp FROM Lead WHERE SystemModstamp > ${stamp} OR (SystemModstamp = ${stamp} AND Id > '${after.Id}') ORDER BY SystemModstamp ASC, Id ASC LIMIT 2000`,
      );
      if (rows.length === 0) break;
      for (const { Id } of rows) seen.add(Id);
      after = rows.at(-1);
    }
    expect(seen.size).toBe(5000);
  });

  it('17: what others write becomes visible later than the stamp it carries; what the client writes is seen at once', async () => {
    const org = await connectOrg({ now: Date.UTC(2026, 10, 1) });
    const id = await org.make('Lead', lead({ LastName: 'Before' }));
    await org.control('POST', '/clock', { freeze: '2026-11-02T00:00:00Z' });
    await org.control('PATCH', '/settings', { commitLag: { ms: 20_000 } });
    await org.control('PATCH', `/objects/Lead/${id}`, { properties: { LastName: 'After' } });
    const late = await org.make('Lead', lead({ LastName: 'New' }));
    await org.control('POST', '/clock', { advanceMs: 19_000 });
    expect(await org.rows('SELECT Id, LastName FROM Lead')).toMatchObject([{ Id: id, LastName: 'Before' }]);
    await org.control('POST', '/clock', { advanceMs: 2000 });
    expect(await org.rows('SELECT Id, LastName, SystemModstamp FROM Lead ORDER BY Id')).toMatchObject([
      { Id: id, LastName: 'After', SystemModstamp: '2026-11-02T00:00:00.000+0000' },
      { Id: late, LastName: 'New', SystemModstamp: '2026-11-02T00:00:00.000+0000' },
    ]);
    await org.update('Lead', [{ id, LastName: 'Ours' }]);
    expect(await found(org, `Id = '${id}'`)).toEqual(['Ours']);
  });

  it('18: an automated process moves SystemModstamp and leaves LastModifiedDate', async () => {
    const org = await connectOrg({ now: Date.UTC(2026, 10, 1) });
    await org.control('POST', '/clock', { freeze: '2026-11-01T00:00:00Z' });
    await org.make('Lead', lead());
    await org.control('POST', '/clock', { freeze: '2026-11-02T00:00:00Z' });
    await org.control('POST', '/objects/Lead/modify', { properties: { Rating: 'Hot' }, by: 'system' });
    const changed = 'SELECT LastModifiedDate FROM Lead WHERE SystemModstamp >= 2026-11-02T00:00:00Z';
    expect(await org.rows(changed)).toMatchObject([{ LastModifiedDate: '2026-11-01T00:00:00.000+0000' }]);
    expect(
      await org.rows(
        changed.replace('WHERE System', 'WHERE LastModifiedDate >= 2026-11-02T00:00:00Z AND System'),
      ),
    ).toEqual([]);
    expect(await org.rows('SELECT Id FROM Lead WHERE LastModifiedDate < 2026-11-02T00:00:00Z')).toHaveLength(
      1,
    );
  });

  it('18: a formula changes without any stamp, and no client can write it', async () => {
    const org = await connectOrg({ now: Date.UTC(2026, 10, 1) });
    const id = await org.make('Lead', lead());
    const stamp = async () => (await org.rows('SELECT SystemModstamp, Title FROM Lead'))[0];
    const before = await stamp();
    await org.control('PATCH', '/fields/Lead/Title', { calculated: true });
    await org.control('POST', '/clock', { advanceMs: 60_000 });
    await org.control('PATCH', `/objects/Lead/${id}`, { properties: { Title: 'CEO' } });
    expect(await stamp()).toMatchObject({ SystemModstamp: before.SystemModstamp, Title: 'CEO' });
    const [refused] = await org.update('Lead', [{ id, Title: 'CTO' }]);
    expect(refused.errors[0].statusCode).toBe('INVALID_FIELD_FOR_INSERT_UPDATE');
  });

  it('14: what has left the recycle bin is gone from queryAll, and still among the deleted', async () => {
    const org = await connectOrg({ now: Date.UTC(2026, 10, 1) });
    const id = await org.make('Lead', lead());
    await org.control('DELETE', `/objects/Lead/${id}`);
    expect(await org.control('POST', '/recycle-bin/empty')).toEqual({ purged: 1 });
    expect((await org.data('GET', '/queryAll?q=SELECT+Id+FROM+Lead')).json.records).toEqual([]);
    const span = 'start=2026-10-31T00:00:00Z&end=2026-11-02T00:00:00Z';
    expect((await org.data('GET', `/sobjects/Lead/deleted?${span}`)).json.deletedRecords).toMatchObject([
      { id },
    ]);
  });

  it('24: an id of 15 characters finds what answers call by 18', async () => {
    const org = await connectOrg();
    const id = await org.make('Lead', lead());
    expect(id).toHaveLength(18);
    expect(ids(await org.rows(`SELECT Id FROM Lead WHERE Id = '${id.slice(0, 15)}'`))).toEqual([id]);
    expect(ids(await org.rows(`SELECT Id FROM Lead WHERE Id IN ('${id.slice(0, 15)}')`))).toEqual([id]);
  });
});

describe('conditions', () => {
  async function three(): Promise<OrgConnection> {
    const org = await connectOrg();
    await org.make('Lead', lead({ LastName: 'Ada', Rating: 'Hot', NumberOfEmployees: 5, DoNotCall: true }));
    await org.make('Lead', lead({ LastName: "O'Neil", Rating: 'Warm', NumberOfEmployees: 50 }));
    await org.make('Lead', lead({ LastName: 'Zoé' }));
    return org;
  }

  it.each([
    ["LastName = 'ADA'", ['Ada']],
    ["LastName = 'O\\'Neil'", ["O'Neil"]],
    ["Rating != 'Hot'", ["O'Neil", 'Zoé']],
    ['Rating = null', ['Zoé']],
    ['Rating != NULL', ['Ada', "O'Neil"]],
    ["Rating IN ('Hot', 'Warm')", ['Ada', "O'Neil"]],
    ["Rating NOT IN ('Hot')", ["O'Neil", 'Zoé']],
    ['NumberOfEmployees >= 5 AND NumberOfEmployees < 50', ['Ada']],
    ["NOT (Rating = 'Hot' OR Rating = 'Warm')", ['Zoé']],
    ["(Rating = 'Hot' OR Rating = 'Warm') AND DoNotCall = FALSE", ["O'Neil"]],
    ["LastName LIKE 'a%'", ['Ada']],
    ["LastName LIKE '_o%'", ['Zoé']],
    ["Owner.Name LIKE 'Hugo%'", ['Ada', "O'Neil", 'Zoé']],
    ['SystemModstamp < 2000-01-01T00:00:00Z', []],
  ])('%s', async (where, names) => {
    expect(await found(await three(), where)).toEqual(names);
  });

  it('sorts by several fields, with nulls where it is told', async () => {
    const org = await three();
    const order = async (terms: string) =>
      (await org.rows(`SELECT LastName FROM Lead ORDER BY ${terms}`)).map(({ LastName }) => LastName);
    expect(await order('NumberOfEmployees')).toEqual(['Zoé', 'Ada', "O'Neil"]);
    expect(await order('NumberOfEmployees DESC NULLS LAST')).toEqual(["O'Neil", 'Ada', 'Zoé']);
    expect(await order('Company, LastName DESC')).toEqual(['Zoé', "O'Neil", 'Ada']);
  });

  it('counts without rows', async () => {
    expect((await (await three()).query('SELECT COUNT() FROM Lead')).json).toEqual({
      totalSize: 3,
      done: true,
      records: [],
    });
  });

  it('any name is found by itself, quotes and backslashes escaped', async () => {
    const org = await connectOrg();
    const name = fc
      .string({ minLength: 1, maxLength: 80 })
      .map((text) => text.trim())
      .filter((text) => text !== '');
    await fc.assert(
      fc.asyncProperty(name, async (LastName) => {
        const id = await org.make('Lead', lead({ LastName }));
        const literal = LastName.replace(/[\\']/g, (sign) => `\\${sign}`);
        const rows = await org.rows(
          `SELECT LastName FROM Lead WHERE LastName = '${literal}' AND Id = '${id}'`,
        );
        expect(rows).toMatchObject([{ LastName }]);
      }),
      { numRuns: 40 },
    );
  });

  it('any id and stamp bounds find what looking at every lead would find', async () => {
    const org = await connectOrg({ contacts: 60, profile: 'bare' });
    const all = await org.rows('SELECT Id, SystemModstamp FROM Lead');
    const stamps = all.map(({ SystemModstamp }) => SystemModstamp.replace('+0000', 'Z'));
    await fc.assert(
      fc.asyncProperty(fc.nat(59), fc.nat(59), fc.constantFrom('AND', 'OR'), async (one, other, word) => {
        const soql = `SELECT Id FROM Lead WHERE Id > '${all[one].Id}' ${word} SystemModstamp <= ${stamps[other]} ORDER BY Id`;
        const fits = ({ Id, SystemModstamp }: Json) => {
          const tests = [Id > all[one].Id, SystemModstamp.replace('+0000', 'Z') <= (stamps[other] ?? '')];
          return word === 'AND' ? tests.every(Boolean) : tests.some(Boolean);
        };
        expect(ids(await org.rows(soql))).toEqual(ids(all.filter(fits)));
      }),
      { numRuns: 40 },
    );
  });
});
