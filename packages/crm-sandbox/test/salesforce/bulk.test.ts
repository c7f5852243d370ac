import { describe, expect, it } from 'vitest';
import type { Json } from '../support/connection.ts';
import { connectOrg, lead, type OrgConnection } from './support/orgConnection.ts';

const queryJob = (org: OrgConnection, query: string, operation = 'query') =>
  org.data('POST', '/jobs/query', { operation, query });

async function ingest(org: OrgConnection, job: object, csv: string): Promise<string> {
  const { id } = (await org.data('POST', '/jobs/ingest', { object: 'Lead', ...job })).json;
  const put = await org.data('PUT', `/jobs/ingest/${id}/batches`, csv);
  if (put.status !== 201) throw new Error(JSON.stringify(put.json));
  await org.data('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' });
  return id;
}

const state = async (org: OrgConnection, kind: string, id: string): Promise<Json> =>
  (await org.data('GET', `/jobs/${kind}/${id}`)).json;

describe('Bulk API 2.0, facts 30 to 32', () => {
  it('30: an upload is processed in its time, and every row is among the successful or the failed ones', async () => {
    const org = await connectOrg({ now: Date.UTC(2026, 10, 1) });
    await org.control('PATCH', '/settings', { bulk: { processingMs: 60_000 } });
    await org.control('POST', '/clock', { freeze: true });
    const [a, b] = [await org.make('Lead', lead()), await org.make('Lead', lead({ Title: 'CTO' }))];
    const id = await ingest(
      org,
      { operation: 'update' },
      `Id,Title,Email\n${a},CEO,\n${b},#N/A,nobody\n${b},#N/A,\n`,
    );
    expect((await state(org, 'ingest', id)).state).toBe('UploadComplete');
    await org.control('POST', '/clock', { advanceMs: 30_000 });
    expect((await state(org, 'ingest', id)).state).toBe('InProgress');
    expect((await org.data('GET', `/jobs/ingest/${id}/failedResults`)).status).toBe(400);
    await org.control('POST', '/clock', { advanceMs: 30_000 });
    expect(await state(org, 'ingest', id)).toMatchObject({
      state: 'JobComplete',
      numberRecordsProcessed: 3,
      numberRecordsFailed: 1,
    });
    expect((await org.data('GET', `/jobs/ingest/${id}/successfulResults`)).json).toBe(
      `"sf__Id","sf__Created","Id","Title","Email"\n"${a}","false","${a}","CEO",""\n"${b}","false","${b}","#N/A",""\n`,
    );
    const failed = (await org.data('GET', `/jobs/ingest/${id}/failedResults`)).json;
    expect(failed).toContain(
      `"${b}","INVALID_EMAIL_ADDRESS:Email: invalid email address: nobody:Email --","${b}","#N/A","nobody"`,
    );
    expect((await org.data('GET', `/jobs/ingest/${id}/unprocessedrecords`)).json).toBe(
      '"Id","Title","Email"\n',
    );
    expect(await org.rows('SELECT Title FROM Lead ORDER BY Id')).toMatchObject([
      { Title: 'CEO' },
      { Title: null },
    ]);
  });

  it('30: inserts and deletes; an unknown column fails the job and leaves all rows unprocessed', async () => {
    const org = await connectOrg();
    const made = await ingest(org, { operation: 'insert' }, 'LastName,Company\nAda,"Acme, Inc"\n,None\n');
    expect(await state(org, 'ingest', made)).toMatchObject({
      numberRecordsProcessed: 2,
      numberRecordsFailed: 1,
    });
    const [row] = await org.rows('SELECT Id, Company FROM Lead');
    expect(row.Company).toBe('Acme, Inc');
    const wrong = await ingest(org, { operation: 'update' }, `Id,Nothing__c\n${row.Id},1\n`);
    expect(await state(org, 'ingest', wrong)).toMatchObject({
      state: 'Failed',
      errorMessage: 'InvalidBatch : Field name not found : Nothing__c',
    });
    const left = await org.data('GET', `/jobs/ingest/${wrong}/unprocessedrecords`);
    expect(left.json).toContain(row.Id);
    await ingest(org, { operation: 'delete' }, `Id\n${row.Id}\n`);
    expect(await org.rows('SELECT Id FROM Lead')).toEqual([]);
  });

  it('30: what is not ready cannot be started, what has begun cannot be filled, what is over cannot be aborted', async () => {
    const org = await connectOrg();
    const {
      id,
      state: first,
      contentUrl,
    } = (await org.data('POST', '/jobs/ingest', { object: 'Lead', operation: 'insert' })).json;
    expect(first).toBe('Open');
    expect(contentUrl).toBe(`services/data/v66.0/jobs/ingest/${id}/batches`);
    const move = (to: string) => org.data('PATCH', `/jobs/ingest/${id}`, { state: to });
    expect((await move('UploadComplete')).status).toBe(400);
    expect((await org.data('DELETE', `/jobs/ingest/${id}`)).status).toBe(400);
    expect((await move('Aborted')).json.state).toBe('Aborted');
    expect((await move('Aborted')).status).toBe(400);
    expect((await org.data('PUT', `/jobs/ingest/${id}/batches`, 'x')).status).toBe(400);
    expect((await org.data('DELETE', `/jobs/ingest/${id}`)).status).toBe(204);
    expect((await org.data('GET', `/jobs/ingest/${id}`)).status).toBe(404);
  });

  it('31: results come in pages, and the locator of the last one is the word null', async () => {
    const org = await connectOrg({ contacts: 25, profile: 'bare' });
    const { id } = (await queryJob(org, 'SELECT Id, Owner.Name, DoNotCall FROM Lead')).json;
    expect(await state(org, 'query', id)).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 25 });
    const lines: string[] = [];
    const sizes: string[] = [];
    let locator: string | null = null;
    while (locator !== 'null') {
      const next: string = locator === null ? '' : `&locator=${encodeURIComponent(locator)}`;
      const page = await org.data('GET', `/jobs/query/${id}/results?maxRecords=10${next}`);
      sizes.push(page.headers.get('Sforce-NumberOfRecords') ?? '');
      lines.push(...page.json.trim().split('\n').slice(1));
      expect(page.json).toMatch(/^"Id","Owner.Name","DoNotCall"\n/);
      locator = page.headers.get('Sforce-Locator');
    }
    expect(sizes).toEqual(['10', '10', '5']);
    expect(new Set(lines).size).toBe(25);
    expect(lines[0]).toMatch(/^"00Q\w{15}","\w+ \w+","false"$/);
  });

  it('31: queryAll brings deleted rows too; a wrong query is refused at once; a running job can be aborted', async () => {
    const org = await connectOrg();
    await org.control('DELETE', `/objects/Lead/${await org.make('Lead', lead())}`);
    const all = (await queryJob(org, 'SELECT Id, IsDeleted FROM Lead', 'queryAll')).json;
    expect((await org.data('GET', `/jobs/query/${all.id}/results`)).json).toContain('"true"');
    expect((await queryJob(org, 'SELECT Nothing FROM Lead')).json[0].errorCode).toBe('INVALID_FIELD');
    expect((await queryJob(org, 'SELECT COUNT() FROM Lead')).status).toBe(400);
    await org.control('PATCH', '/settings', { bulk: { processingMs: 3_600_000 } });
    const { id } = (await queryJob(org, 'SELECT Id FROM Lead')).json;
    expect((await org.data('GET', `/jobs/query/${id}/results`)).status).toBe(400);
    const aborted = await org.data('PATCH', `/jobs/query/${id}`, { state: 'Aborted' });
    expect(aborted.json.state).toBe('Aborted');
    expect((await org.data('DELETE', `/jobs/query/${id}`)).status).toBe(204);
  });

  it('32: ingest batches of 24 hours are limited, and jobs are kept for seven days', async () => {
    const org = await connectOrg();
    await org.control('PATCH', '/settings', { limits: { ingestBatches: 1 } });
    const id = await ingest(org, { operation: 'insert' }, 'LastName,Company\nAda,Acme\n');
    expect((await state(org, 'ingest', id)).state).toBe('JobComplete');
    const second = await ingest(org, { operation: 'insert' }, 'LastName,Company\nAda,Acme\n');
    expect((await state(org, 'ingest', second)).state).toBe('Open');
    expect((await org.data('GET', '/jobs/ingest')).json.records).toHaveLength(2);
    await org.control('POST', '/clock', { advanceMs: 8 * 86_400_000 });
    expect((await org.data('GET', `/jobs/ingest/${id}`)).status).toBe(404);
  });

  it('a file of failed rows may come late: nothing but its header', async () => {
    const org = await connectOrg();
    const id = await ingest(org, { operation: 'insert' }, 'LastName,Company\nAda,\n');
    await org.control('PUT', '/faults', [
      { when: { path: '/failedResults' }, effect: { kind: 'vendor', name: 'late-failed-results' } },
    ]);
    const read = async () =>
      (await org.data('GET', `/jobs/ingest/${id}/failedResults`)).json.trim().split('\n');
    expect(await read()).toHaveLength(1);
    expect(await read()).toHaveLength(2);
  });
});
