import { parseArgs } from 'node:util';
import { testServer } from '@tamis/postgres/testing';
import { faultsOf } from './sameMillisecond.ts';
import { openWorkplace } from './workplace.ts';

/** Reads and writes many contacts of one millisecond: `npm run faults:millisecond --workspace @tamis/test -- [--contacts 25000]`. Exit code 1 where anything is wrong then. */
const { values } = parseArgs({ options: { contacts: { type: 'string', default: '25000' } } });
const contacts = Number(values.contacts);
const server = await testServer();
try {
  await using place = await openWorkplace({ postgresUrl: server.url, contacts: 0 });
  const faults = await faultsOf(place, { contacts, ties: 'scrambled' });
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.stdout.write(`${contacts} contacts of one millisecond: ${faults.length} faults.\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await server.close();
}
