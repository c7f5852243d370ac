import assert from 'node:assert/strict';
import { ReconnectNeeded, type TokenSet } from '@tamis/adapter';
import type { Chapter } from '../suite/check.ts';
import type { Trial } from '../suite/trial.ts';
import type { World } from '../world.ts';
import { assertAtLeast } from './evidence.ts';

/** Requests that may still be under way when the CRM begins to refuse. */
const LAST_REQUESTS = 24;

/** An administrator of the CRM removes the app, and later somebody connects again. */
export const uninstall: Chapter = {
  name: 'uninstall',
  checks: [
    {
      name: 'in the middle of a walk asks for a new connection; the walk then goes on where it was',
      needs: cannotRevoke,
      run: walkGoesOn,
    },
    {
      name: 'makes a push ask for a new connection, and nothing counts as written',
      needs: cannotRevoke,
      run: async (trial) => {
        const adapter = trial.open();
        const [held] = await trial.settle(1);
        const id = held?.id ?? '';
        await trial.world.switches.revokeTokens?.();
        await assert.rejects(trial.push(adapter, [trial.change(id, 'nobody may write')]), ReconnectNeeded);
        assert.equal(await trial.textOf(id), null);
      },
    },
    {
      name: 'is said without a word of the tokens, and without a loop',
      needs: cannotRevoke,
      run: async (trial) => {
        const adapter = trial.open();
        await trial.world.switches.revokeTokens?.();
        await trial.world.resetGauges();
        const error = await adapter.account(trial.signal).then(
          () => null,
          (reason: unknown) => reason,
        );
        assert.ok(error instanceof ReconnectNeeded, `asks to connect again, not: ${String(error)}`);
        assertSilent(error, trial.tokens.current);
        const { requests } = await trial.world.gauges();
        assert.ok(requests <= 4, `${requests} requests with tokens that are dead`);
      },
    },
  ],
};

function cannotRevoke({ world }: { world: World }): string | null {
  return world.switches.revokeTokens ? null : 'tokens of this world cannot be revoked';
}

async function walkGoesOn(trial: Trial): Promise<void> {
  const adapter = trial.open();
  const held = await trial.settlePages(adapter, 3);
  const seen: string[] = [];
  let cursor: Parameters<Trial['pullAll']>[1] = {};
  const walk = trial.pullAll(adapter, {}, async (page, index) => {
    seen.push(...page.records.map(({ id }) => id));
    cursor = { cursor: page.cursor };
    if (index > 0) return;
    await trial.world.switches.revokeTokens?.();
    await trial.world.resetGauges();
  });
  const end = await walk.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(end === null || end instanceof ReconnectNeeded, `asks to connect again, not: ${String(end)}`);
  const { requests } = await trial.world.gauges();
  assert.ok(requests <= LAST_REQUESTS, `${requests} requests after the app was removed`);
  trial.tokens.current = await trial.world.issueTokens();
  const rest = await trial.pullAll(trial.open(), cursor);
  assertAtLeast(
    [...seen, ...rest.ids],
    held.map(({ id }) => id),
  );
}

/** No part of an error, its causes included, holds a token. */
function assertSilent(error: Error, { accessToken, refreshToken }: TokenSet): void {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    const text = `${each.message} ${JSON.stringify(each)}`;
    for (const secret of [accessToken, refreshToken ?? accessToken])
      assert.ok(!text.includes(secret), 'an error must not hold a token');
  }
}
