import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listConnections } from '../../src/store/connections.ts';
import { comeBack, pressOnConsentPage } from './consentPage.ts';
import { openTestApi, type Person, type TestApi } from './openTestApi.ts';

let api: TestApi;
let admin: Person;
beforeAll(async () => {
  api = await openTestApi(3);
  admin = await api.person('company', 'admin');
});
afterAll(() => api[Symbol.asyncDispose]());

const consent = (decision: 'connect' | 'cancel') => pressOnConsentPage(api, admin, decision);
const back = (address: string, as = admin) => comeBack(api, as, address);

describe('connecting a CRM by its consent page', () => {
  it('makes a connection that reads nothing yet: a person maps first', async () => {
    const outcome = await back(await consent('connect'));
    expect(outcome.get('connected')).toMatch(/^\d+$/);
    const [connection] = await listConnections(api.store.owner, admin.workspaceId);
    expect(connection).toMatchObject({ mappingVersion: 0, status: 'observing' });
    expect(connection?.mapping.fields).toEqual([]);
  });

  it('takes no for an answer', async () => {
    expect((await back(await consent('cancel'))).get('refused')).toBeTruthy();
  });

  it('accepts a consent once, for the session that began it, and never one that nobody began', async () => {
    const address = await consent('connect');
    const other = await api.person('other', 'admin');
    expect((await back(address, other)).get('failed')).toBe('state');
    expect((await back(address)).get('connected')).toMatch(/^\d+$/);
    expect((await back(address)).get('failed')).toBe('state');
    const forged = new URL(await consent('connect'));
    forged.searchParams.set('state', 'forged');
    expect((await back(forged.href)).get('failed')).toBe('state');
  });

  it('wants an administrator with a session', async () => {
    const address = await consent('connect');
    const editor = await api.person('company', 'editor');
    expect((await back(address, editor)).get('failed')).toBe('session');
  });
});
