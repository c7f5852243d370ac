import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const REPOSITORY = join(PACKAGE, '../..');
const TSC = join(REPOSITORY, 'node_modules/.bin/tsc');
const runScript = (name: string, argument: string) =>
  run('npm', ['run', '--silent', name, '--', argument], { cwd: PACKAGE });

/** Ways of importing that an ES module with an export map does not offer. */
const NOT_OFFERED = ['node10', 'node16-cjs'];

describe('the package as it is published', () => {
  let folder: string;
  let tarball: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tamis-core-'));
    const copy = join(folder, 'source');
    await mkdir(copy);
    for (const file of ['package.json', 'README.md', 'LICENSE'])
      await cp(join(PACKAGE, file), join(copy, file));
    await run(TSC, ['--project', join(PACKAGE, 'tsconfig.build.json'), '--outDir', join(copy, 'dist')]);
    await run('npm', ['pack', '--offline', '--ignore-scripts', '--pack-destination', folder], { cwd: copy });
    const [name = ''] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
    tarball = join(folder, name);
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has no fault that publint knows', async () => {
    const { stdout } = await runScript('check:package', tarball);
    expect(stdout).toContain('All good!');
  });

  it('gives its types to everybody who imports an ES module', async () => {
    const { stdout } = await runScript('check:types', tarball);
    const { analysis, problems = {} } = JSON.parse(stdout);
    expect(analysis.types.kind).toBe('included');
    const found = Object.values<{ resolutionKind?: string }[]>(problems).flat();
    expect(found.filter(({ resolutionKind = '' }) => !NOT_OFFERED.includes(resolutionKind))).toEqual([]);
  });

  it('runs the example of its README and prints what the README says', async () => {
    const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8');
    const consumer = await installed(folder, tarball);
    await writeFile(join(consumer, 'example.ts'), block(readme, 'ts'));
    const { stdout } = await run(process.execPath, [join(consumer, 'example.ts')], { cwd: consumer });
    expect(stdout.trim()).toBe(block(readme, 'text').trim());
  });
});

/** The first code block of a language. */
function block(markdown: string, language: string): string {
  const found = markdown.match(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``))?.[1];
  if (found === undefined) throw new Error(`The README has no ${language} block.`);
  return found;
}

/** A project that has the packed library and its dependencies, without asking any registry. */
async function installed(folder: string, tarball: string): Promise<string> {
  const consumer = join(folder, 'consumer');
  const target = join(consumer, 'node_modules/@tamis/core');
  await mkdir(target, { recursive: true });
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', target]);
  for (const dependency of ['zod', 're2js']) {
    const home = dirname(findPackageJSON(dependency, import.meta.url) ?? '');
    await symlink(home, join(consumer, 'node_modules', dependency));
  }
  await writeFile(join(consumer, 'package.json'), JSON.stringify({ type: 'module' }));
  return consumer;
}
