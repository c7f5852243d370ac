import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { comeBack, pressOnConsentPage } from './consentPage.ts';
import { openTestApi, type Person, type TestApi } from './openTestApi.ts';

let api: TestApi;
let admin: Person;
let connectionId: string;
beforeAll(async () => {
  api = await openTestApi(1);
  admin = await api.person('company', 'admin');
  const outcome = await comeBack(api, admin, await pressOnConsentPage(api, admin, 'connect'));
  connectionId = outcome.get('connected') ?? '';
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(async () => {
  await api.store.owner.updateTable('connections').set({ mapping_version: 1, status: 'observing' }).execute();
});

/** A finished dry run that judged by the versions given. */
async function dryRun(mappingVersion: number, modelVersion = 1): Promise<string> {
  const { id } = await api.store.owner
    .insertInto('runs')
    .values({
      workspace_id: admin.workspaceId,
      connection_id: connectionId,
      dry_run: false,
      status: 'done',
      started_at: 1,
      counts: '{}',
      mapping_version: mappingVersion,
      model_version: modelVersion,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return String(id);
}

async function approve(runId: string): Promise<Response> {
  const to = { as: admin, params: { connectionId } };
  const { headers } = await api.send('readConnection', to);
  const body = { runId, handOverTasks: false };
  return api.send('approve', { ...to, body, headers: { 'if-match': headers.get('etag') ?? '' } });
}

describe('the dry run that a person read may be approved', () => {
  it('although scheduled runs went on reading meanwhile', async () => {
    const read = await dryRun(1);
    await dryRun(1);
    expect((await approve(read)).status).toBe(200);
  });

  it('unless the mapping was published since', async () => {
    const read = await dryRun(1);
    await api.store.owner.updateTable('connections').set({ mapping_version: 2 }).execute();
    const answer = await approve(read);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'newer-proposal' });
    expect((await approve(await dryRun(2))).status).toBe(200);
  });

  it('unless the rules were published since', async () => {
    expect((await approve(await dryRun(1, 0))).status).toBe(409);
  });
});
