import { randomBytes } from 'node:crypto';
import { freshDatabase } from '@tamis/postgres/testing';
import { expect, inject, it } from 'vitest';
import { readEnvironment } from '../../src/environment.ts';
import { openLog } from '../../src/serve/log.ts';
import { startService } from '../../src/serve/startService.ts';
import { openStore } from '../../src/service/openStore.ts';
import { startMailServer } from './mailServer.ts';

/** Starts and stops a worker; answers what it logged. */
async function linesOfAWorker(variables: Readonly<Record<string, string>>) {
  const database = await freshDatabase(inject('postgresUrl'), inject('template'));
  const store = await openStore(database, randomBytes(32));
  const lines: string[] = [];
  const service = await startService({
    store,
    environment: readEnvironment(variables),
    role: 'worker',
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    log: openLog({ write: (text: string) => lines.push(text) }, 'info'),
    now: Date.now,
    random: Math.random,
  });
  await service.stop();
  await store.close();
  await database.drop();
  return lines.map((line) => JSON.parse(line));
}

it('a worker without a mail server says once that digests are off', async () => {
  const off = { msg: 'weekly digests are off', unset: 'TAMIS_SMTP_URL' };
  const lines = await linesOfAWorker({ TAMIS_MAIL_FROM: 'tamis@example.com' });
  expect(lines.filter(({ msg }) => msg === off.msg)).toEqual([expect.objectContaining(off)]);
});

it('a worker with one says nothing of the kind, and sends nothing where nothing has ever run', async () => {
  await using mailServer = await startMailServer();
  const lines = await linesOfAWorker({
    TAMIS_SMTP_URL: mailServer.url,
    TAMIS_MAIL_FROM: 'tamis@example.com',
  });
  expect(lines.map(({ msg }) => msg)).toEqual(['listening']);
  expect(mailServer.offered).toEqual([]);
});
