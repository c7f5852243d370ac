import assert from 'node:assert/strict';
import { ReconnectNeeded } from '@tamis/adapter';
import type { Chapter } from '../suite/check.ts';
import { MemoryTokens } from '../suite/ports.ts';
import type { Trial } from '../suite/trial.ts';
import type { World } from '../world.ts';
import { assertAllWritten, assertSameIds } from './evidence.ts';

/** How many calls run into a dead token at once. */
const CALLS = 50;

/** Access tokens end; a refresh happens once, and what cannot be refreshed asks a person. */
export const tokens: Chapter = {
  name: 'tokens',
  checks: [
    {
      name: 'a token that expires in the middle of a walk is replaced once, and nobody is missed',
      needs: cannotExpire,
      run: async (trial) => {
        const adapter = trial.open();
        const held = await trial.settlePages(adapter, 3);
        const { ids } = await trial.pullAll(adapter, {}, async (_page, index) => {
          if (index === 0) await trial.world.switches.expireTokens?.();
        });
        assertSameIds(
          ids,
          held.map(({ id }) => id),
        );
        assert.equal(trial.tokens.replaced, 1);
      },
    },
    {
      name: 'one refresh serves 50 calls at once',
      needs: cannotExpire,
      run: (trial) => oneRefresh(trial, 1),
    },
    {
      name: 'one refresh serves two processes that share the connection',
      needs: cannotExpire,
      run: (trial) => oneRefresh(trial, 2),
    },
    { name: 'a token that is about to expire is replaced before the CRM refuses it', run: early },
    {
      name: 'a second expiry is survived with the tokens that were stored at the first',
      needs: cannotExpire,
      run: async (trial) => {
        await trial.settle(1);
        for (const round of [1, 2, 3]) {
          await trial.world.switches.expireTokens?.();
          assert.equal((await trial.pullAll(trial.open())).ids.length, 1);
          assert.equal(trial.tokens.replaced, round);
        }
      },
    },
    {
      name: 'a refresh token that another process has used up asks a person to connect again, without a loop',
      needs: ({ world }) =>
        world.facts.rotates ? null : 'refresh tokens of this CRM stay good when they are used',
      run: usedUp,
    },
  ],
};

function cannotExpire({ world }: { world: World }): string | null {
  return world.switches.expireTokens ? null : 'tokens of this world do not expire on command';
}

async function oneRefresh(trial: Trial, processes: number): Promise<void> {
  const adapters = Array.from({ length: processes }, () => trial.open());
  const ids = (await trial.settle(CALLS)).slice(0, CALLS).map(({ id }) => id);
  await trial.world.switches.expireTokens?.();
  await trial.world.resetGauges();
  await Promise.all(
    ids.map(async (id, place) => {
      const adapter = adapters[place % processes] ?? trial.open();
      assertAllWritten(await trial.push(adapter, [trial.change(id, 'with a new token')]), [id]);
    }),
  );
  const { refreshes } = await trial.world.gauges();
  assert.equal(refreshes, 1, `${CALLS} calls asked ${refreshes} times for new tokens`);
}

async function early(trial: Trial): Promise<void> {
  await trial.settle(1);
  const issued = await trial.world.issueTokens();
  const soon = new MemoryTokens({ ...issued, expiresAt: trial.world.clock.now() + 30_000 });
  await trial.world.resetGauges();
  await trial.pullAll(trial.open({ tokens: soon }));
  const { refreshes, unauthorized } = await trial.world.gauges();
  assert.deepEqual({ refreshes, unauthorized }, { refreshes: 1, unauthorized: 0 });
}

async function usedUp(trial: Trial): Promise<void> {
  await trial.settle(1);
  const stale = new MemoryTokens(trial.tokens.current);
  await trial.world.switches.expireTokens?.();
  await trial.pullAll(trial.open());
  assert.notEqual(
    trial.tokens.current.refreshToken,
    stale.current.refreshToken,
    'the new refresh token was kept',
  );
  await trial.world.switches.expireTokens?.();
  await trial.world.resetGauges();
  await assert.rejects(trial.pullAll(trial.open({ tokens: stale })), ReconnectNeeded);
  const { requests } = await trial.world.gauges();
  assert.ok(requests <= 4, `${requests} requests with a token that is dead`);
}
