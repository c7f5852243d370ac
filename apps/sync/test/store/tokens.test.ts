import { expect, test } from 'vitest';
import { openTokenStore, saveTokens } from '../../src/store/tokens.ts';
import { openTestStore } from './openTestStore.ts';

const tokens = { accessToken: 'access-canary', refreshToken: 'refresh-canary', expiresAt: 5 };

test('tokens come back as they were stored, and the database never holds them in clear', async () => {
  await using store = await openTestStore();
  await saveTokens(store.db, store.scope, { tokens, masterKey: store.masterKey });
  expect(await openTokenStore(store.db, store.scope, store.masterKey).read()).toEqual(tokens);
  const row = await store.db.selectFrom('tokens').selectAll().executeTakeFirstOrThrow();
  expect(row.sealed.toString('latin1')).not.toContain('canary');
});

test('fifty refreshes at once run one after the other, each seeing what the one before stored', async () => {
  await using store = await openTestStore();
  await saveTokens(store.db, store.scope, {
    tokens: { ...tokens, expiresAt: 0 },
    masterKey: store.masterKey,
  });
  const open = openTokenStore(store.db, store.scope, store.masterKey);
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 50 }, () =>
      open.withLock(async (current) => {
        inside += 1;
        most = Math.max(most, inside);
        await Promise.resolve();
        inside -= 1;
        return { ...current, expiresAt: (current.expiresAt ?? 0) + 1 };
      }),
    ),
  );
  expect(most).toBe(1);
  expect((await open.read()).expiresAt).toBe(50);
});

test('a refresh that fails leaves the tokens as they were', async () => {
  await using store = await openTestStore();
  await saveTokens(store.db, store.scope, { tokens, masterKey: store.masterKey });
  const open = openTokenStore(store.db, store.scope, store.masterKey);
  await expect(open.withLock(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(await open.read()).toEqual(tokens);
});
