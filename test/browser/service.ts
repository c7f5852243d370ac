import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase } from '@tamis/postgres/testing';
import { openSandbox, type TestSandbox } from '../e2e/sandbox.ts';
import { startTamis } from '../e2e/tamis.ts';

/** A service in a process of its own, with an empty database and a CRM beside it. */
export interface TestService extends AsyncDisposable {
  readonly url: string;
  /** Where the first person sets it up. */
  readonly setUp: string;
  readonly crm: TestSandbox;
}

const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');

/** Starts `tamis serve` as an operator would, beside a sandbox with so many contacts; `env` tells it of further CRMs. */
export async function serveTamis(
  contacts: number,
  postgresUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<TestService> {
  const crm = await openSandbox(contacts);
  const database = await freshDatabase(postgresUrl);
  const home = await mkdtemp(join(tmpdir(), 'tamis-browser-'));
  const running = startTamis(['serve', '--port', '0'], {
    env: {
      ...crm.env,
      ...env,
      DATABASE_URL: database.url,
      TAMIS_MASTER_KEY: MASTER_KEY,
      TAMIS_LOG_LEVEL: 'warn',
      HOME: home,
    },
  });
  const setUp = await running.printed(/Set it up here, once: (\S+)/);
  return {
    url: new URL(setUp).origin,
    setUp,
    crm,
    async [Symbol.asyncDispose]() {
      running.stop();
      await running.ended;
      await crm[Symbol.asyncDispose]();
      await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
