import { problemSchema, sessionSchema } from '@tamis/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionCookie } from '../../src/access/cookie.ts';
import { setUpLink } from '../../src/access/invite.ts';
import { firstWorkspace } from '../../src/store/workspaces.ts';
import { openTestApi, PASSWORD, type TestApi } from './openTestApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

describe('the first person', () => {
  it('gets in by the printed link, once, and nobody else does', async () => {
    const { owner } = api.store;
    const workspace = await firstWorkspace(owner, { name: 'default', language: 'en' });
    const ports = { publicUrl: api.url, now: Date.now };
    const token = new URL((await setUpLink(owner, workspace.id, ports)) ?? '').hash.slice(1);
    const body = {
      token,
      email: 'ada@example.com',
      password: PASSWORD,
      language: 'fr',
      workspaceName: 'Sieve',
    };
    const answer = await api.send('acceptInvitation', { body });
    expect(sessionSchema.parse(await answer.json())).toMatchObject({
      state: 'signed-in',
      user: { email: 'ada@example.com', role: 'admin', language: 'fr' },
      workspace: { name: 'Sieve' },
    });
    expect(answer.headers.get('set-cookie')).toMatch(/^tamis_session=\S+; .*HttpOnly; SameSite=Lax/);
    const again = await api.send('acceptInvitation', { body: { ...body, email: 'eve@example.com' } });
    expect(problemSchema.parse(await again.json())).toMatchObject({ status: 404, code: 'link' });
    expect(await setUpLink(owner, workspace.id, ports)).toBeNull();
  });

  it('needs a password that is not short', async () => {
    const body = { token: 'x'.repeat(43), email: 'a@example.com', password: 'short', language: 'en' };
    const refused = problemSchema.parse(await (await api.send('acceptInvitation', { body })).json());
    expect(refused.faults).toEqual([expect.objectContaining({ path: 'body.password' })]);
  });
});

describe('signing in', () => {
  it('begins a session of its own, which signing out ends for good', async () => {
    await api.person('company', 'editor');
    const body = { email: 'EDITOR@company.example', password: PASSWORD };
    const answer = await api.send('signIn', { body });
    const session = sessionSchema.parse(await answer.json());
    const csrf = session.state === 'signed-in' ? session.csrf : '';
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const as = { workspaceId: '', cookie, csrf };
    expect((await api.send('listConnections', { as })).status).toBe(200);
    expect((await api.send('signOut', { as })).status).toBe(204);
    expect((await api.send('listConnections', { as })).status).toBe(401);
  });

  it('says the same of a wrong password and of an unknown address, and stops answering after many attempts', async () => {
    const attempt = (email: string) =>
      api.send('signIn', { body: { email, password: 'not the right password' } });
    const wrong = problemSchema.parse(await (await attempt('editor@company.example')).json());
    const unknown = problemSchema.parse(await (await attempt('nobody@company.example')).json());
    expect({ ...wrong, requestId: '' }).toEqual({ ...unknown, requestId: '' });
    let last = 422;
    for (let tries = 0; tries < 30 && last === 422; tries += 1)
      last = (await attempt('editor@company.example')).status;
    expect(last).toBe(429);
  });
});

describe('the cookie', () => {
  it('is bound to its host over https', () => {
    expect(sessionCookie('https://tamis.example')).toMatchObject({
      name: '__Host-tamis_session',
      options: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' },
    });
  });
});
