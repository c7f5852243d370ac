import { openDatabase } from '@tamis/postgres';

const EVERY_TABLE = `
  select format('%I.%I', table_schema, table_name) as name from information_schema.tables
  where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;

/** Everything that a database holds, every row of every table as text. */
export async function dumpOf(databaseUrl: string): Promise<string> {
  const database = await openDatabase({ url: databaseUrl });
  try {
    const pool = database.pool({ max: 1 });
    const { rows: tables } = await pool.query<{ name: string }>(EVERY_TABLE);
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await pool.query<{ row: string }>(`select kept::text as row from ${name} as kept`);
      found.push(name, ...rows.map(({ row }) => row));
    }
    return found.join('\n');
  } finally {
    await database.close();
  }
}
