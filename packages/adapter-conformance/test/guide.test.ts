import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chapters } from '../src/chapters/index.ts';
import { runSuite } from '../src/suite/run.ts';
import type { OpenWorld } from '../src/world.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const guide = join(root, 'docs/writing-an-adapter.md');
const BLOCK = /^```ts (\S+\.ts)\n([\s\S]*?)^```$/gm;

let folder: string;

/** The guide's code as files of their own, where the house's packages can be found. */
beforeAll(async () => {
  const parent = fileURLToPath(new URL('.guide/', import.meta.url));
  await mkdir(parent, { recursive: true });
  folder = await mkdtemp(join(parent, 'adapter-'));
  const blocks = [...(await readFile(guide, 'utf8')).matchAll(BLOCK)];
  expect(blocks.map(([, name]) => name)).toContain('world.ts');
  for (const [, name = '', code = ''] of blocks) await writeFile(join(folder, name), code);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it('leads to an adapter that the type checker accepts', async () => {
  const settings = { extends: join(root, 'tsconfig.json'), include: ['*.ts'], exclude: [] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const checked = promisify(execFile)(process.execPath, [tsc, '--project', folder]);
  const said = await checked.catch(({ stdout }: { stdout: string }) => ({ stdout }));
  expect(said.stdout).toBe('');
});

it('leads to an adapter that passes the suite, and is skipped only for what it declares absent', async () => {
  const { exampleWorlds } = (await import(join(folder, 'world.ts'))) as { exampleWorlds: OpenWorld };
  const findings = await runSuite(exampleWorlds, { chapters });
  expect(findings.filter(({ status }) => status === 'failed')).toEqual([]);
  const reasons = findings.flatMap((finding) => (finding.status === 'skipped' ? [finding.reason] : []));
  expect([...new Set(reasons)].toSorted()).toEqual([
    'queries of this CRM reach as far as there are results',
    'this adapter declares that it creates no fields',
    'this adapter declares that it creates no tasks',
    'this adapter declares that it reads no past values',
    'this adapter declares that no object keeps its past',
    'this adapter plans no pushes in bulk',
  ]);
  expect(findings.filter(({ status }) => status === 'passed').length).toBeGreaterThan(65);
}, 120_000);
