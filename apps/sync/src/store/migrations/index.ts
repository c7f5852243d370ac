import type { Migration } from 'kysely/migration';
import * as first from './0001-first.ts';
import * as service from './0002-service.ts';
import * as rowLevelSecurity from './0003-row-level-security.ts';
import * as conversionsAndUsage from './0004-conversions-and-usage.ts';
import * as onePerson from './0005-one-person-one-lead.ts';

/** Every change of the schema, in the order of its name. A published migration is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-first': first,
  '0002-service': service,
  '0003-row-level-security': rowLevelSecurity,
  '0004-conversions-and-usage': conversionsAndUsage,
  '0005-one-person-one-lead': onePerson,
};
