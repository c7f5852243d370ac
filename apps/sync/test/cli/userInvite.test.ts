import { sessionSchema } from '@tamis/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { UsageError } from '../../src/cli/exit.ts';
import { firstWorkspace } from '../../src/store/workspaces.ts';
import { openTestApi, PASSWORD, type TestApi } from '../http/openTestApi.ts';
import { typeCommand } from './typeCommand.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const type = (...words: readonly string[]) => typeCommand(api, words);

describe('tamis user invite', () => {
  it('prints a link with which that person, and nobody else, joins in that role', async () => {
    const { stdout } = await type(
      'user',
      'invite',
      '--email',
      'ada@example.com',
      '--role',
      'editor',
      '--json',
    );
    const { url, ...printed } = z
      .object({ url: z.url(), email: z.string(), role: z.string() })
      .parse(JSON.parse(stdout));
    expect(printed).toEqual({ email: 'ada@example.com', role: 'editor' });
    expect(url.startsWith(`${api.url}/set-up#`)).toBe(true);
    const token = new URL(url).hash.slice(1);
    const body = { token, email: 'eve@example.com', password: PASSWORD, language: 'fr' };
    const { name } = await firstWorkspace(api.store.owner, { name: 'none', language: 'en' });
    expect(sessionSchema.parse(await (await api.send('acceptInvitation', { body })).json())).toMatchObject({
      state: 'signed-in',
      user: { email: 'ada@example.com', role: 'editor' },
      workspace: { name },
    });
    expect((await api.send('acceptInvitation', { body })).status).toBe(404);
  });

  it('says the link in words to people', async () => {
    const { stdout } = await type('user', 'invite', '--email', 'zoe@example.com', '--role', 'admin');
    expect(stdout).toMatch(/^Give this link to zoe@example\.com; .*\nhttp:\S+\/set-up#\S{40,}\n$/);
  });

  it('refuses what is no address, no role, or has an account, and says so', async () => {
    const { owner } = api.store;
    const before = await owner.selectFrom('invitations').selectAll().execute();
    await api.person('company', 'viewer');
    const invite = (email: string) => type('user', 'invite', '--email', email, '--role', 'viewer');
    await expect(invite('ada')).rejects.toEqual(new UsageError('"ada" is no e-mail address.'));
    await expect(invite('VIEWER@company.example')).rejects.toThrow(/has an account already/);
    const owned = await type('user', 'invite', '--email', 'ada@example.com', '--role', 'owner');
    expect(owned.code).toBe(2);
    expect(owned.stderr).toContain('Allowed choices are admin, editor, viewer.');
    expect(await owner.selectFrom('invitations').selectAll().execute()).toEqual(before);
  });
});
