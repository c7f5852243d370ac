import type { Migration } from 'kysely/migration';
import * as first from './0001-first.ts';

/** Every change of the schema, in the order of its name. A published migration is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-first': first,
};
