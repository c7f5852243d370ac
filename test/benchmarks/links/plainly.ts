import type { OpenDatabase } from '@tamis/postgres';

type Pool = ReturnType<OpenDatabase['pool']>;

const PAGE = 200;

/**
 * What one would write first: the addresses that are there arrive once more, page by page, and each page is compared with all that
 * came before. The time of the database alone, in milliseconds.
 */
export async function msPerRecordPlainly(pool: Pool): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query(
      `create temp table arriving as
       select row_number() over (order by connection_id, object, record_id) as place, email_key as email, lead_id from links`,
    );
    await client.query('create unique index on arriving (place)');
    await client.query('analyze arriving');
    await client.query('create temp table known (email text, lead_id bigint)');
    const { rows } = await client.query<{ records: number }>('select count(*)::int as records from arriving');
    const records = rows[0]?.records ?? 0;
    const started = performance.now();
    for (let from = 0; from < records; from += PAGE) {
      const page = [from, from + PAGE];
      await client.query(
        `select place, known.lead_id from arriving join known on lower(known.email) = lower(arriving.email)
         where place > $1 and place <= $2`,
        page,
      );
      await client.query(
        'insert into known select email, lead_id from arriving where place > $1 and place <= $2',
        page,
      );
    }
    return (performance.now() - started) / records;
  } finally {
    client.release(true);
  }
}
