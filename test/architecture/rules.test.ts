import { describe, expect, test } from 'vitest';
import { plant } from './house/plant.ts';
import { readHouse } from './house/readHouse.ts';
import { cycles } from './rules/cycles.ts';
import { defaultExports } from './rules/defaultExports.ts';
import { environment } from './rules/environment.ts';
import { floorPlan } from './rules/floorPlan.ts';
import { rules } from './rules/index.ts';
import { mayImport } from './rules/mayImport.ts';
import { names } from './rules/names.ts';
import { oneDoor } from './rules/oneDoor.ts';
import { publicDoors } from './rules/publicDoors.ts';
import { purity } from './rules/purity.ts';
import type { Rule, Violation } from './rules/rule.ts';
import { size } from './rules/size.ts';
import { suppressions } from './rules/suppressions.ts';
import { vendorNames } from './rules/vendorNames.ts';

const house = readHouse();

function print({ path, line, what }: Violation): string {
  return `${path}${line === undefined ? '' : `:${line}`} ${what}`;
}

describe('the house keeps its rules', () => {
  test.each(rules)('$name', (rule) => {
    expect(rule.check(house).map(print), `Reason of the rule: ${rule.reason}.`).toEqual([]);
  });
});

/** What the rule says of planted files, beyond what it says of the house as it is. */
function found(rule: Rule, files: Readonly<Record<string, string>>): string[] {
  const before = new Set(rule.check(house).map(print));
  const after = rule.check(plant(house, files)).map(print);
  return after.filter((violation) => !before.has(violation));
}

const CORE = 'packages/core/src/planted.ts';
const MAPPING = 'packages/mapping/src/planted.ts';
const ADAPTER = 'packages/adapter/src/planted.ts';
const VENDOR = 'packages/adapter-hubspot/src/planted.ts';
const VENDOR_CLIENT = 'packages/adapter-hubspot/src/client/planted.ts';
const SANDBOX = 'packages/crm-sandbox/src/planted.ts';
const POSTGRES = 'packages/postgres/src/planted.ts';
const API = 'packages/api/src/planted.ts';
const PAGE = 'apps/settings/src/planted.tsx';
const SYNC = 'apps/sync/src/planted.ts';
const TEST = 'packages/core/test/planted.test.ts';

/** Rule, file, its text, and a word of the violation; or `undefined` where the rule has to stay silent. */
type Case = readonly [rule: Rule, path: string, text: string, violation: string | undefined];

describe('a planted violation is caught, and its lawful neighbour is not', () => {
  test.each<Case>([
    [mayImport, CORE, "import pg from 'pg';", 'may not import pg'],
    [mayImport, CORE, "import 'pg';", 'may not import pg'],
    [mayImport, CORE, "export * from 'pg';", 'may not import pg'],
    [mayImport, CORE, "export { Pool } from 'pg';", 'may not import pg'],
    [mayImport, CORE, "import type { Pool } from 'pg';", 'may not import pg'],
    [mayImport, CORE, "export type P = import('pg').Pool;", 'may not import pg'],
    [mayImport, CORE, "export const late = () => import('pg');", 'may not import pg'],
    [mayImport, CORE, 'export const late = (name: string) => import(name);', 'may not import (computed)'],
    [mayImport, CORE, "import { readFile } from 'node:fs/promises';", 'may not import node:fs/promises'],
    [mayImport, CORE, "import { z } from 'zod';", undefined],
    [mayImport, CORE, "import type { Adapter } from '@tamis/adapter';", 'may not import @tamis/adapter'],
    [mayImport, MAPPING, "import { RecordInvalid } from '@tamis/adapter';", 'may not import @tamis/adapter'],
    [mayImport, MAPPING, "import { type Row } from '@tamis/adapter';", 'may not import @tamis/adapter'],
    [mayImport, MAPPING, "import type { Row } from '@tamis/adapter';", undefined],
    [mayImport, MAPPING, "import { lead } from '@tamis/core';", undefined],
    [mayImport, ADAPTER, "import { lead } from '@tamis/core';", 'may not import @tamis/core'],
    [mayImport, VENDOR, "import { lead } from '@tamis/core';", 'may not import @tamis/core'],
    [mayImport, VENDOR, "import { Client } from '@hubspot/api-client';", undefined],
    [mayImport, SANDBOX, "import type { Lead } from '@tamis/core';", 'may not import @tamis/core'],
    [mayImport, POSTGRES, "import { z } from 'zod';", 'may not import zod'],
    [mayImport, SYNC, "import { Client } from '@hubspot/api-client';", 'may not import @hubspot/api-client'],
    [mayImport, API, "import { readFile } from 'node:fs';", 'may not import node:fs'],
    [mayImport, API, "import express from 'express';", 'may not import express'],
    [mayImport, API, "import { parseMapping } from '@tamis/mapping';", undefined],
    [mayImport, PAGE, "import { openService } from '@tamis/sync';", 'may not import @tamis/sync'],
    [mayImport, PAGE, "import { routes } from '@tamis/api';", undefined],
    [mayImport, 'packages/newcomer/src/index.ts', '', 'has no row in the table'],

    [publicDoors, SYNC, "import { x } from '@tamis/core/src/lead/lead.ts';", 'is no public door'],
    [publicDoors, TEST, "import { x } from '../../postgres/src/pool.ts';", 'leaves its package'],
    [
      publicDoors,
      'test/e2e/planted.test.ts',
      "import { x } from '../../apps/sync/src/main.ts';",
      'leaves its package',
    ],
    [publicDoors, SYNC, "import { testServer } from '@tamis/postgres/testing';", 'is for tests'],
    [
      publicDoors,
      'apps/sync/test/planted.ts',
      "import { testServer } from '@tamis/postgres/testing';",
      undefined,
    ],
    [publicDoors, CORE, "import { x } from '../test/planted.ts';", 'leaves what is shipped'],
    [publicDoors, TEST, "import { x } from '../src/lead/lead.ts';", undefined],

    [defaultExports, CORE, 'export default 1;', 'exports a default'],
    [defaultExports, CORE, 'const a = 1;\nexport { a as default };', 'exports a default'],
    [defaultExports, 'packages/core/vitest.config.ts', 'export default {};', undefined],

    [vendorNames, CORE, "const a = 'SalesForce';", 'names SalesForce'],
    [vendorNames, ADAPTER, '// as Pipedrive does\n', 'names Pipedrive'],
    [vendorNames, VENDOR, "const a = 'salesforce';", 'names salesforce'],
    [vendorNames, 'apps/sync/src/hubspotRun.ts', '', 'names hubspot'],
    [vendorNames, VENDOR, "const a = 'HubSpot';", undefined],
    [vendorNames, SANDBOX, "const a = 'Salesforce';", undefined],
    [vendorNames, TEST, "const a = 'Salesforce';", undefined],

    [floorPlan, 'packages/adapter-hubspot/src/codegen.ts', '', 'codegen is no stage'],
    [floorPlan, 'packages/adapter-hubspot/src/retries/index.ts', '', 'retries is no stage'],
    [floorPlan, 'packages/adapter-hubspot/src/oauth/scopes.ts', '', 'oauth is a file and a folder'],
    [floorPlan, 'packages/adapter-new/src/pull/changes.ts', '', 'pull/ has no index.ts'],
    [floorPlan, 'packages/adapter-hubspot/src/pull/anything.ts', '', undefined],
    [floorPlan, 'packages/adapter-new/src/pull.ts', '', undefined],
    [floorPlan, 'packages/adapter-new/src/read.ts', '', undefined],
    [floorPlan, 'packages/adapter-conformance/src/suite/anything.ts', '', undefined],
    [floorPlan, 'packages/adapter/src/anything.ts', '', undefined],

    [oneDoor, VENDOR_CLIENT, "import { request } from 'node:https';", 'imports node:https'],
    [oneDoor, VENDOR_CLIENT, "import { request } from 'https';", 'imports https'],
    [oneDoor, VENDOR_CLIENT, "export const late = () => import('undici');", 'imports undici'],
    [oneDoor, VENDOR_CLIENT, "import axios from 'axios';", 'imports axios'],
    [oneDoor, VENDOR_CLIENT, "export const a = () => fetch('/');", 'calls fetch()'],
    [oneDoor, VENDOR_CLIENT, 'export const a = globalThis.fetch;', 'calls globalThis.fetch'],
    [oneDoor, VENDOR_CLIENT, 'export const a = { http: fetch };', 'hands fetch on'],
    [oneDoor, ADAPTER, "import { connect } from 'node:net';", 'imports node:net'],
    [oneDoor, 'packages/adapter/src/http/door.ts', "import { request } from 'node:https';", undefined],
    [oneDoor, VENDOR_CLIENT, "import type { Agent } from 'node:https';", undefined],
    [oneDoor, VENDOR_CLIENT, '// They fetch, and we follow.\n', undefined],
    [oneDoor, SYNC, "export const a = () => fetch('/');", undefined],

    [environment, SYNC, 'export const a = process.env.HOME;', 'reads process.env'],
    [environment, SYNC, "export const a = process['env'];", 'reads process.env'],
    [environment, SYNC, 'export const { env } = process;', 'reads process.*'],
    [environment, SYNC, "import { env } from 'node:process';", 'imports node:process'],
    [environment, 'apps/sync/src/main.ts', 'export const a = process.env.HOME;', undefined],

    [purity, CORE, 'export const a = Date.now();', 'uses Date.now'],
    [purity, CORE, 'export const a = new Date();', 'uses new Date()'],
    [purity, CORE, 'export const a = Date();', 'uses Date()'],
    [purity, CORE, 'export const a = () => Math.random();', 'uses Math.random'],
    [purity, CORE, 'export const { random } = Math;', 'uses Math.*'],
    [purity, CORE, "export const a = Date['now'];", 'uses Date.now'],
    [purity, MAPPING, 'export const a = performance.now();', 'uses performance.now'],
    [purity, MAPPING, 'export const a = process.platform;', 'uses process.platform'],
    [purity, MAPPING, 'export const a = crypto.randomUUID();', 'uses crypto.randomUUID'],
    [purity, MAPPING, 'export const a = globalThis.Date;', 'uses globalThis.Date'],
    [purity, MAPPING, "export const a = fetch('/');", 'uses fetch()'],
    [purity, CORE, 'export const a = new Date(0).getTime() + Date.UTC(2026, 0) + Math.max(1, 2);', undefined],
    [purity, ADAPTER, 'export const a = Date.now();', undefined],

    [names, 'packages/core/src/utils.ts', '', 'is called utils'],
    [names, 'packages/core/src/Helpers/mail.ts', '', 'is called Helpers'],
    [names, 'packages/core/test/common/mail.ts', '', 'is called common'],
    [names, 'packages/core/src/commonDomains.ts', '', undefined],

    [suppressions, CORE, '// biome-ignore lint/suspicious/noExplicitAny: later\n', 'without a reason'],
    [
      suppressions,
      CORE,
      '// biome-ignore-all lint/suspicious/noExplicitAny: it is a generated file\n',
      'suppresses',
    ],
    [suppressions, CORE, '// @ts-expect-error\nconst a: string = 1;', 'without a reason'],
    [suppressions, CORE, '/* @ts-ignore because the types of it are wrong */\n', 'suppresses'],
    [suppressions, CORE, '// @ts-nocheck\n', 'suppresses'],
    [suppressions, CORE, '// biome-ignore lint/a/b: the client types this parameter as any\n', undefined],
    [suppressions, CORE, '// @ts-expect-error: the published types lack this option\n', undefined],

    [size, CORE, '// line\n'.repeat(301), 'has 301 lines'],
    [size, CORE, '// line\n'.repeat(300), undefined],
    [size, CORE, `export function a() {${'\n'.repeat(50)}}`, 'has a function of 51 lines'],
    [
      size,
      CORE,
      'export const a = (b: 1, c: 2, d: 3, e: 4) => [b, c, d, e];',
      'has a function of 4 parameters',
    ],
    [size, TEST, '// line\n'.repeat(301), undefined],
  ])('$name: %s', (rule, path, text, violation) => {
    const violations = found(rule, { [path]: text });
    if (violation === undefined) expect(violations).toEqual([]);
    else expect(violations).toContainEqual(expect.stringContaining(violation));
  });

  test('cycles, through packages and through types as well', () => {
    expect(found(cycles, { [CORE]: "export { a } from './planted.ts';" })).toHaveLength(1);
    const three = {
      'packages/core/src/a.ts': "import type { B } from './b.ts';",
      'packages/core/src/b.ts': "export * from './c.ts';",
      'packages/core/src/c.ts': "export const late = () => import('./a.ts');",
    };
    const [cycle, ...others] = found(cycles, three);
    expect(cycle).toBe(
      'packages/core/src/a.ts imports itself through packages/core/src/a.ts → packages/core/src/b.ts → packages/core/src/c.ts → packages/core/src/a.ts',
    );
    expect(others).toEqual([]);
    const throughDoors = {
      'packages/adapter/src/index.ts': "export * from '@tamis/postgres';",
      'packages/postgres/src/index.ts': "export * from '@tamis/adapter';",
    };
    expect(found(cycles, throughDoors)).toHaveLength(1);
    expect(
      found(cycles, {
        'packages/core/src/c.ts': "import { x } from './a.ts';",
        'packages/core/src/a.ts': '',
      }),
    ).toEqual([]);
  });
});
