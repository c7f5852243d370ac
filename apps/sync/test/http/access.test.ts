import { problemSchema, type Route, routes } from '@tamis/api';
import { defaultModel } from '@tamis/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveConnection } from '../../src/store/connections.ts';
import { openTestApi, type Person, type Sent, type TestApi } from './openTestApi.ts';

const MAPPING = { version: 1, fields: [], signals: [], activities: [] } as const;

type Name = keyof typeof routes;
const all = Object.entries<Route>(routes) as [Name, Route][];
const guarded = all.filter(([, { access }]) => access !== 'public');
const changing = all.filter(([, { method }]) => method !== 'GET');

/** A body that each route takes. */
const BODIES: Partial<Record<Name, unknown>> = {
  changeMe: { language: 'fr' },
  invite: { email: 'new@example.com', role: 'viewer' },
  authorize: { vendor: 'hubspot' },
  changeConnection: { paused: true },
  approve: { runId: '1', handOverTasks: false },
  saveMappingDraft: { document: MAPPING },
  testMapping: { document: MAPPING },
  simulateMapping: { document: MAPPING },
  revertMapping: { version: 1 },
  saveModelDraft: { document: defaultModel() },
  simulateModel: {},
  rollBackModel: { version: 1 },
  setManualStage: { stage: 'sql', reason: 'met at the fair', until: null },
  cutRecord: { record: '1/contacts/1', reason: 'another person' },
  joinRecord: { record: '1/contacts/1', to: { leadId: '1' }, reason: 'the same person' },
  freeRecord: { record: '1/contacts/1' },
  setManualValue: { value: 'CEO', reason: 'she told us', until: null },
};

let api: TestApi;
let ours: Record<'admin' | 'editor' | 'viewer', Person>;
let theirs: Person;
let params: Record<string, string>;

beforeAll(async () => {
  api = await openTestApi();
  ours = {
    admin: await api.person('ours', 'admin'),
    editor: await api.person('ours', 'editor'),
    viewer: await api.person('ours', 'viewer'),
  };
  theirs = await api.person('theirs', 'admin');
  params = await fill(api, ours.admin.workspaceId);
});
afterAll(() => api[Symbol.asyncDispose]());

/** One connection, one run with a problem, and one lead of a workspace. */
async function fill({ store, crm }: TestApi, workspaceId: string): Promise<Record<string, string>> {
  const { owner } = store;
  const connectionId = await saveConnection(owner, workspaceId, {
    vendor: 'hubspot',
    apiUrl: crm.url,
    account: { id: '1', name: 'Ours', timeZone: 'Europe/Paris', uiUrl: 'https://crm.example' },
    mapping: MAPPING,
    mappingVersion: 1,
  });
  const run = await owner
    .insertInto('runs')
    .values({
      workspace_id: workspaceId,
      connection_id: connectionId,
      dry_run: false,
      status: 'running',
      started_at: 1,
      counts: '{}',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const lead = await owner
    .insertInto('leads')
    .values({ workspace_id: workspaceId, standing: 'null', dirty: false })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { connectionId, runId: String(run.id), leadId: String(lead.id), code: 'refused' };
}

async function problem(name: Name, sent: Sent) {
  const response = await api.send(name, { params, body: BODIES[name], ...sent });
  const read = problemSchema.parse(await response.json());
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(read.status).toBe(response.status);
  return read;
}

describe('without a session', () => {
  it.each(guarded)('%s is refused', async (name) => {
    expect(await problem(name, {})).toMatchObject({ status: 401, kind: 'sign-in' });
  });
});

describe('with too small a role', () => {
  const above = guarded.filter(([, { access }]) => access !== 'viewer');
  it.each(above)('%s is refused', async (name, { access }) => {
    const as = access === 'admin' ? ours.editor : ours.viewer;
    expect(await problem(name, { as })).toMatchObject({ status: 403, kind: 'forbidden', code: access });
  });
});

describe('from a page that is not ours', () => {
  it.each(changing)('%s is refused for its origin', async (name) => {
    const headers = { origin: 'https://evil.example' };
    expect(await problem(name, { as: ours.admin, headers })).toMatchObject({ status: 403, code: 'origin' });
  });

  it.each(changing.filter(([, { access }]) => access !== 'public'))(
    '%s is refused without the token of the page',
    async (name) => {
      const headers = { 'x-csrf-token': 'guessed' };
      expect(await problem(name, { as: ours.admin, headers })).toMatchObject({ status: 403, code: 'csrf' });
    },
  );
});

describe('of another company', () => {
  const owned = guarded.filter(([, { params: named }]) => named !== undefined);
  it.each(owned)('%s finds nothing', async (name) => {
    const refused = await problem(name, { as: theirs, headers: { 'if-match': '"1"' } });
    expect(refused).toMatchObject({ status: 404, kind: 'not-found' });
  });

  const lists = guarded.filter(([name, { params: named }]) => named === undefined && /^list/.test(name));
  it.each(lists)('%s shows nothing of ours', async (name) => {
    const text = await (await api.send(name, { as: theirs })).text();
    expect(text).not.toContain('Ours');
    expect(text).not.toContain('ours.example');
  });
});

describe('a body that is not understood', () => {
  it.each(all.filter(([, { body }]) => body !== undefined))('%s names its faults', async (name) => {
    const refused = await problem(name, { as: ours.admin, body: [], headers: { 'if-match': '"1"' } });
    expect(refused).toMatchObject({ status: 422, kind: 'invalid' });
    expect(refused.faults?.length).toBeGreaterThan(0);
  });
});

describe('two people editing at once', () => {
  const edited = all.filter(([, { concurrency }]) => concurrency === 'if-match');
  it.each(edited)('%s wants to know which version was edited', async (name) => {
    expect(await problem(name, { as: ours.admin })).toMatchObject({ status: 428, kind: 'precondition' });
  });

  const present = edited.filter(([, { path }]) => !path.includes(':leadId'));
  it.each(present)('%s refuses an older version', async (name) => {
    const refused = await problem(name, { as: ours.admin, headers: { 'if-match': '"stale"' } });
    expect(refused).toMatchObject({ status: 412, kind: 'reload' });
  });
});

describe('everything else', () => {
  it('an address below /api that does not exist is a problem, too', async () => {
    const response = await fetch(`${api.url}/api/nothing`);
    expect(problemSchema.parse(await response.json())).toMatchObject({ status: 404, kind: 'not-found' });
  });

  it('describes itself', async () => {
    const document = (await (await fetch(`${api.url}/api/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(document.paths).length).toBeGreaterThan(30);
  });
});
