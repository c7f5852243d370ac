import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = new URL('../../', import.meta.url);
const rootFile = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const packageFile = (folder: string) =>
  z
    .object({
      engines: z.object({ node: z.string() }).optional(),
      scripts: z.record(z.string(), z.string()).optional(),
      bin: z.record(z.string(), z.string()).optional(),
    })
    .parse(JSON.parse(rootFile(`${folder}package.json`)));

/** The steps of the Dockerfile: instruction and the rest, with continued lines joined. */
function steps(): readonly (readonly [instruction: string, rest: string])[] {
  const lines = rootFile('Dockerfile')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  return lines.flatMap((line) => {
    const [, instruction, rest] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    return instruction === undefined || rest === undefined ? [] : [[instruction, rest] as const];
  });
}

const all = (instruction: string) => steps().flatMap(([name, rest]) => (name === instruction ? [rest] : []));

describe('the Dockerfile', () => {
  it('copies what is there', () => {
    const sources = all('COPY')
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1));
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((source) => !existsSync(new URL(source, ROOT)))).toEqual([]);
  });

  it('takes the page from where the service looks for it', () => {
    const [, from = ''] = /--from=page \/tamis\/(\S+)/.exec(rootFile('Dockerfile')) ?? [];
    expect(existsSync(new URL(`${from}/index.html`, ROOT)), `${from} of the built page`).toBe(true);
    expect(all('COPY')).toContain(`--from=page /tamis/${from} ${from}`);
  });

  it('runs scripts and programs that there are, on a Node that is new enough, and not as root', () => {
    const runs = all('RUN').join(' && ');
    const scripts = [...runs.matchAll(/npm run (\S+)/g)].map(([, name = '']) => name);
    expect(Object.keys(packageFile('').scripts ?? {})).toEqual(expect.arrayContaining(scripts));
    expect(runs).toContain('--workspace @tamis/sync');
    expect(all('ENTRYPOINT')).toEqual(['["node_modules/.bin/tamis"]']);
    expect(Object.keys(packageFile('apps/sync/').bin ?? {})).toContain('tamis');
    const [, needed = ''] = />=(\d+)/.exec(packageFile('').engines?.node ?? '') ?? [];
    for (const image of all('FROM'))
      expect(Number(/^node:(\d+)/.exec(image)?.[1])).toBeGreaterThanOrEqual(Number(needed));
    expect(all('USER').at(-1)).toBe('node');
  });

  it.each([
    { status: 200, code: 0 },
    { status: 503, code: 1 },
  ])('says how the service is by its /readyz ($status)', async ({ status, code }) => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const [, command = ''] = /CMD (\[.*\])$/.exec(all('HEALTHCHECK')[0] ?? '') ?? [];
    const [, ...args] = z.array(z.string()).parse(JSON.parse(command));
    const ended = promisify(execFile)(process.execPath, args, {
      env: { TAMIS_PORT: String(port) },
      cwd: fileURLToPath(ROOT),
    });
    const seen = await ended.then(
      () => 0,
      (error: { code: number }) => error.code,
    );
    server.close();
    expect({ asked, seen }).toEqual({ asked: ['/readyz'], seen: code });
  });
});

describe('compose.yaml', () => {
  it('uses only settings that .env.example explains', () => {
    const compose = rootFile('compose.yaml');
    const used = [...compose.matchAll(/\$\{([A-Z_]+)|^ {4}((?:TAMIS|DATABASE)_\w+):/gm)].map(
      ([, variable, setting]) => variable ?? setting,
    );
    const explained = [...rootFile('.env.example').matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
    expect(used).toEqual(expect.arrayContaining(['POSTGRES_PASSWORD', 'DATABASE_URL', 'TAMIS_PORT']));
    expect(used.filter((name) => !explained.includes(name))).toEqual([]);
  });
});

describe('docs/operations.md', () => {
  it('lists the metrics that there are', () => {
    const source = rootFile('apps/sync/src/serve/metrics.ts');
    const measured = [...source.matchAll(/name: '(tamis_\w+)'/g)].map(([, name]) => name);
    const listed = [...rootFile('docs/operations.md').matchAll(/^\| `(tamis_\w+)/gm)].map(([, name]) => name);
    expect(measured.length).toBeGreaterThan(0);
    expect(listed.toSorted()).toEqual(measured.toSorted());
  });
});
