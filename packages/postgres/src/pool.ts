import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** Longest wait for work in flight when a pool ends; a connection that is never given back may not block the exit. */
const END_WITHIN_MS = 5_000;

/**
 * A pool whose `int8` values are numbers when safe and `bigint` otherwise, and whose `date` values stay text
 * (`'2026-11-22'`), since node-postgres would read them in the machine's time zone. Other types as node-postgres has
 * them; the choice holds for this pool alone.
 */
export function createPool(url: string, { max, parameters = {} }: PoolOptions): pg.Pool {
  const options = Object.entries(parameters).map(([name, value]) => `-c ${name}=${escaped(value)}`);
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: { getTypeParser },
    ...(options.length === 0 ? {} : { options: options.join(' ') }),
  });
  // A connection lost while idle has left the pool when this is called; the next query connects anew or reports why not.
  pool.on('error', () => undefined);
  // One lost while in use says so to the query under way, or to the next one; the event beside it would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return pool;
}

/** How a pool connects. */
export interface PoolOptions {
  /** Connections at most. */
  readonly max: number;
  /** Server parameters that every connection of the pool starts with, for instance `role`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Spaces and backslashes of a value, as the start-up packet wants them: https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNECT-OPTIONS */
function escaped(value: string): string {
  return value.replaceAll(/[\\\s]/g, String.raw`\$&`);
}

/** Ends a pool that nobody ended yet. */
export async function endPool(pool: pg.Pool): Promise<void> {
  if (pool.ending) return;
  const patience = new AbortController();
  const limit = delay(END_WITHIN_MS, undefined, { signal: patience.signal, ref: false }).catch(
    () => undefined,
  );
  await Promise.race([pool.end(), limit]);
  patience.abort();
}

const { INT8, DATE } = pg.types.builtins;

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  if (format === 'binary') return pg.types.getTypeParser(oid, format);
  if (oid === INT8) return parseInt8;
  if (oid === DATE) return (text: string) => text;
  return pg.types.getTypeParser(oid, 'text');
};

function parseInt8(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
