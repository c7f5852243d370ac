import type { TokenSet, TokenStore } from '@tamis/adapter';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { type MasterKey, seal, unseal } from '../secrets/seal.ts';
import type { Queries, Scope, Tables } from './schema.ts';

const tokenSet = z.object({
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  expiresAt: z.number().nullable(),
  apiUrl: z.string().exactOptional(),
});

/** Seals and stores the tokens of a connection. */
export async function saveTokens(
  queries: Queries,
  scope: Scope,
  { tokens, masterKey }: { tokens: TokenSet; masterKey: MasterKey },
): Promise<void> {
  const sealed = seal(JSON.stringify(tokens), context(scope), masterKey);
  await queries
    .insertInto('tokens')
    .values({ workspace_id: scope.workspaceId, connection_id: scope.connectionId, sealed })
    .onConflict((conflict) => conflict.column('connection_id').doUpdateSet({ sealed }))
    .execute();
}

/** The tokens of a connection, sealed in the database; its lock is the row's own, so it holds across processes and dies with them. */
export function openTokenStore(db: Kysely<Tables>, scope: Scope, masterKey: MasterKey): TokenStore {
  return {
    read: () => readTokens(db, scope, { masterKey, lock: false }),
    withLock: (work) =>
      db.transaction().execute(async (transaction) => {
        const current = await readTokens(transaction, scope, { masterKey, lock: true });
        const tokens = await work(current);
        if (tokens !== current) await saveTokens(transaction, scope, { tokens, masterKey });
        return tokens;
      }),
  };
}

async function readTokens(
  queries: Queries,
  scope: Scope,
  { masterKey, lock }: { masterKey: MasterKey; lock: boolean },
): Promise<TokenSet> {
  const query = queries
    .selectFrom('tokens')
    .select('sealed')
    .where('workspace_id', '=', scope.workspaceId)
    .where('connection_id', '=', scope.connectionId);
  const { sealed } = await (lock ? query.forUpdate() : query).executeTakeFirstOrThrow();
  return tokenSet.parse(JSON.parse(unseal(sealed, context(scope), masterKey)));
}

function context(scope: Scope): string {
  return `${scope.workspaceId}/${scope.connectionId}/tokens`;
}
