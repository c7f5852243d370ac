import { describe, expect, inject, test } from 'vitest';
import {
  cloneDatabase,
  createDatabase,
  dropDatabase,
  ensureDatabase,
  type OpenDatabase,
  openDatabase,
} from '../src/index.ts';
import { freshDatabase } from '../src/testing.ts';

const server = inject('postgresUrl');

async function answerOf(database: OpenDatabase, expression: string): Promise<unknown> {
  const { rows } = await database
    .pool({ max: 1 })
    .query<{ answer: unknown }>(`SELECT ${expression} AS answer`);
  return rows[0]?.answer;
}

describe('databases of one server', () => {
  test('a copy starts as its template and goes its own way', async () => {
    const name = 'Template "of" é';
    const original = await openDatabase({ url: await createDatabase(server, name) });
    await original.pool({ max: 1 }).query('CREATE TABLE lead AS SELECT 1 AS id');
    await original.close();
    const copy = await openDatabase({ url: await cloneDatabase(server, name, 'copy') });
    await copy.pool({ max: 1 }).query('INSERT INTO lead VALUES (2)');
    expect(await answerOf(copy, '(SELECT count(*) FROM lead)')).toBe(2);
    await copy.close();
    const fresh = await freshDatabase(server, name);
    expect(await answerOf(fresh, '(SELECT count(*) FROM lead)')).toBe(1);
    await fresh.drop();
    await Promise.all([
      dropDatabase(server, 'copy'),
      dropDatabase(server, name),
      dropDatabase(server, 'never made'),
    ]);
    await expect(openDatabase({ url: copy.url })).rejects.toThrow('does not exist');
  });

  test('the same name asked for by many at once is made once', async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, () => ensureDatabase(server, 'wanted')));
    expect(new Set(asked).size).toBe(1);
    await dropDatabase(server, 'wanted');
  });

  test('text sorts by code point on every machine', async () => {
    const database = await freshDatabase(server);
    expect(
      await answerOf(database, `(SELECT string_agg(t, '' ORDER BY t) FROM unnest('{é,b,a,B,Z}'::text[]) t)`),
    ).toBe('BZabé');
    await database.drop();
  });
});

describe('values', () => {
  test.each([
    ['a count', 'count(*)', 1],
    ['the largest safe integer', '9007199254740991::int8', Number.MAX_SAFE_INTEGER],
    ['an integer beyond it', '9007199254740993::int8', 9_007_199_254_740_993n],
    ['the smallest integer', '(-9223372036854775808)::int8', -(2n ** 63n)],
    ['a date', "date '2026-11-22'", '2026-11-22'],
    ['an amount', '12.50::numeric', '12.50'],
    ['no integer', 'NULL::int8', null],
    ['an instant', "timestamptz '2026-11-22T10:00:00+01'", new Date('2026-11-22T09:00:00Z')],
  ])('%s', async (_what, expression, value) => {
    const database = await freshDatabase(server);
    expect(await answerOf(database, expression)).toEqual(value);
    await database.drop();
  });

  test('a connection lost while idle is replaced by the next query', async () => {
    const database = await freshDatabase(server);
    const pool = database.pool({ max: 1 });
    await pool.query('SELECT 1');
    const lost = new Promise((resolve) => pool.once('remove', resolve));
    await endOtherConnections(database);
    await lost;
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await database.drop();
  });

  test('a connection lost within a transaction fails that transaction and nothing else', async () => {
    const database = await freshDatabase(server);
    const pool = database.pool({ max: 1 });
    const client = await pool.connect();
    await client.query('BEGIN');
    const lost = new Promise((resolve) => client.once('end', resolve));
    await endOtherConnections(database);
    await lost;
    await expect(client.query('SELECT 1')).rejects.toThrow('not queryable');
    client.release();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await database.drop();
  });
});

async function endOtherConnections(database: OpenDatabase): Promise<void> {
  await database
    .pool({ max: 1 })
    .query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
}
