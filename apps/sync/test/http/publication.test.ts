import { afterAll, beforeAll, expect, it } from 'vitest';
import { comeBack, pressOnConsentPage } from './consentPage.ts';
import { openTestApi, type Person, type TestApi } from './openTestApi.ts';

let api: TestApi;
let admin: Person;
beforeAll(async () => {
  api = await openTestApi(1);
  admin = await api.person('company', 'admin');
});
afterAll(() => api[Symbol.asyncDispose]());

const etagOf = (answer: Response) => answer.headers.get('etag') ?? '';

it('a mapping that is published says anew who is who: the next run compares every record again', async () => {
  const outcome = await comeBack(api, admin, await pressOnConsentPage(api, admin, 'connect'));
  const connectionId = outcome.get('connected') ?? '';
  const { owner } = api.store;
  const { workspaceId } = admin;
  const lead = await owner
    .insertInto('leads')
    .values({ workspace_id: workspaceId, standing: 'null', dirty: false })
    .returning('id')
    .executeTakeFirstOrThrow();
  const place = {
    workspace_id: workspaceId,
    connection_id: connectionId,
    object: 'contacts',
    record_id: '1',
  };
  await owner
    .insertInto('links')
    .values({ ...place, lead_id: lead.id, identified: true })
    .execute();

  const to = { as: admin, params: { connectionId } };
  const email = { lead: 'person.email', direction: 'pull', object: 'contacts', field: 'email' };
  const document = { version: 1, fields: [email], signals: [], activities: [] };
  const before = { 'if-match': etagOf(await api.send('readMapping', to)) };
  const saved = await api.send('saveMappingDraft', { ...to, body: { document }, headers: before });
  const published = await api.send('publishMapping', { ...to, headers: { 'if-match': etagOf(saved) } });
  expect(published.status).toBe(200);
  expect(api.queued.at(-1)).toBe(`${connectionId} publish`);
  const { identified } = await owner.selectFrom('links').select('identified').executeTakeFirstOrThrow();
  expect(identified).toBe(false);
});
