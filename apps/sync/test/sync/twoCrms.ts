import type { FieldRow } from '@tamis/adapter';
import { saveConnection } from '../../src/store/connections.ts';
import type { RunReport } from '../../src/sync/closeRun.ts';
import { openTestStore, type TestStore } from '../store/openTestStore.ts';
import { MemoryClock, MemoryCrm, memoryMapping } from './memoryCrm.ts';
import { AS_OF, syncOnce } from './syncOnce.ts';

/** Two CRMs of one workspace, both approved: the older connection is `left`. */
export interface TwoCrms extends AsyncDisposable {
  readonly store: TestStore;
  /** The time of day in both. */
  readonly clock: MemoryClock;
  readonly left: Side;
  readonly right: Side;
  /** One sync of each, left first; their reports. */
  round(asOf?: number): Promise<readonly [RunReport, RunReport]>;
}

/** One of two CRMs with its connection. */
export interface Side {
  readonly crm: MemoryCrm;
  readonly connectionId: string;
  sync(options?: Parameters<typeof syncOnce>[2]): Promise<RunReport>;
}

/** Opens two empty CRMs; `rows` come on top of the mapping of each. */
export async function twoCrms(
  rows: { left?: readonly FieldRow[]; right?: readonly FieldRow[] } = {},
): Promise<TwoCrms> {
  const store = await openTestStore();
  const other = await saveConnection(store.db, store.scope.workspaceId, {
    vendor: 'test',
    mappingVersion: 1,
    apiUrl: 'http://localhost',
    account: { id: '2', name: 'Other account', timeZone: 'UTC', uiUrl: 'https://other.example' },
    mapping: { version: 1, fields: [], signals: [], activities: [] },
  });
  const clock = new MemoryClock();
  const left = await sideOf(store, store.scope.connectionId, { clock, rows: rows.left });
  const right = await sideOf(store, other, { clock, rows: rows.right });
  return {
    store,
    clock,
    left,
    right,
    round: async (asOf = AS_OF) => [await left.sync({ asOf }), await right.sync({ asOf })],
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

async function sideOf(
  store: TestStore,
  connectionId: string,
  { clock, rows = [] }: { clock: MemoryClock; rows?: readonly FieldRow[] | undefined },
): Promise<Side> {
  const crm = new MemoryCrm({ leadObjects: ['contacts', 'prospects'], clock });
  const mapping = memoryMapping(crm, rows);
  await store.db
    .updateTable('connections')
    .set({ mapping: JSON.stringify(mapping), status: 'approved', approved_at: AS_OF })
    .where('id', '=', connectionId)
    .execute();
  const scope = { ...store.scope, connectionId };
  return {
    crm,
    connectionId,
    sync: (options) => syncOnce({ ...store, scope }, crm, { mapping, ...options }),
  };
}
