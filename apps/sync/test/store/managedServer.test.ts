import { createDatabase, dropDatabase, openDatabase, urlOfDatabase } from '@tamis/postgres';
import { testServer } from '@tamis/postgres/testing';
import { expect, it } from 'vitest';
import { openService, readEnvironment } from '../../src/index.ts';

const MASTER_KEY = Buffer.alloc(32, 1).toString('base64');

it('opens on a server where it may create roles and is no superuser, as managed servers have it', async () => {
  // Roles belong to a whole server: this one has no role of another test's service.
  const server = await testServer();
  const admin = await openDatabase({ url: server.url });
  await createDatabase(server.url, 'managed');
  const pool = admin.pool({ max: 1 });
  await pool.query("create role manager login createrole password 'secret'");
  await pool.query('alter database managed owner to manager');
  const url = new URL(urlOfDatabase(server.url, 'managed'));
  [url.username, url.password] = ['manager', 'secret'];

  const service = await openService(
    readEnvironment({ DATABASE_URL: url.href, TAMIS_MASTER_KEY: MASTER_KEY }),
  );
  expect(await service.db.selectFrom('leads').selectAll().execute()).toEqual([]);

  await service.close();
  await dropDatabase(server.url, 'managed');
  await admin.close();
  await server.close();
});
