import type { TokenSet } from '@tamis/adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveAccountUsage } from '../../src/store/accountUsage.ts';
import { listConnections } from '../../src/store/connections.ts';
import { openTokenStore, saveTokens } from '../../src/store/tokens.ts';
import { comeBack, pressOnConsentPage } from './consentPage.ts';
import { openTestApi, type Person, type TestApi } from './openTestApi.ts';

let api: TestApi;
let admin: Person;
beforeAll(async () => {
  api = await openTestApi(3);
  admin = await api.person('company', 'admin');
});
afterAll(() => api[Symbol.asyncDispose]());

/** Connects by the consent page. */
async function connected(): Promise<{ connectionId: string; scope: Parameters<typeof openTokenStore>[1] }> {
  const outcome = await comeBack(api, admin, await pressOnConsentPage(api, admin, 'connect'));
  const connectionId = outcome.get('connected') ?? '';
  return { connectionId, scope: { workspaceId: admin.workspaceId, connectionId } };
}

async function disconnect(connectionId: string): Promise<unknown> {
  const params = { connectionId };
  const card = await api.send('readConnection', { as: admin, params });
  const answer = await api.send('disconnect', {
    as: admin,
    params,
    headers: { 'if-match': card.headers.get('etag') ?? '' },
  });
  return answer.json();
}

async function statusFor({ accessToken }: TokenSet): Promise<number> {
  const { status } = await fetch(`${api.crm.url}/account-info/2026-03/details`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return status;
}

async function connections(): Promise<number> {
  return (await listConnections(api.store.owner, admin.workspaceId)).length;
}

describe('disconnecting a CRM', () => {
  it('gives the tokens back: they are dead in the CRM', async () => {
    const { connectionId, scope } = await connected();
    const tokens = await openTokenStore(api.store.owner, scope, api.store.masterKey).read();
    expect(await statusFor(tokens)).toBe(200);
    expect(await disconnect(connectionId)).toEqual({ access: 'given-back' });
    expect(await statusFor(tokens)).toBe(401);
    expect(await connections()).toBe(0);
  });

  it('forgets the connection even where the CRM cannot be told, and says that a person has to remove the access there', async () => {
    const { connectionId } = await connected();
    await fetch(`${api.crm.url}/_sandbox/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ when: { path: '/revoke' }, times: null, effect: { kind: 'reset' } }]),
    });
    expect(await disconnect(connectionId)).toEqual({ access: 'remove-by-hand' });
    expect(await connections()).toBe(0);
  });

  it('leaves a token that a person made to that person', async () => {
    const { connectionId, scope } = await connected();
    const tokens = { accessToken: 'made-by-a-person', refreshToken: null, expiresAt: null };
    await saveTokens(api.store.owner, scope, { tokens, masterKey: api.store.masterKey });
    expect(await disconnect(connectionId)).toEqual({ access: 'remove-by-hand' });
  });
});

describe('the card of a connection', () => {
  it('shows what the whole account has used of its day beside our own use', async () => {
    const { connectionId, scope } = await connected();
    const read = async () =>
      (await api.send('readConnection', { as: admin, params: { connectionId } })).json() as Promise<{
        quota: object;
      }>;
    expect((await read()).quota).toMatchObject({ unit: 'request', account: null });
    const usage = { used: 120_000, limit: 625_000, at: 1_767_225_600_000 };
    await saveAccountUsage(api.store.owner, scope, usage);
    expect((await read()).quota).toMatchObject({ account: usage });
  });
});
