import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openSandbox } from './sandbox.ts';
import { tamis } from './tamis.ts';

const LEADS = 40;
/** Five starts and ends of a PostgreSQL, and as many runs. */
const LONG_MS = 120_000;
const report = z.object({ counts: z.record(z.string(), z.number()) });
const tar = (...args: string[]) => promisify(execFile)('tar', args);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamis-backup-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

test(
  'a data folder that was lost comes back from its copy as docs/operations.md says, and the service goes on as if nothing had been',
  async () => {
    await using crm = await openSandbox(LEADS);
    const data = join(folder, 'tamis');
    const copy = join(folder, 'tamis.tar.gz');
    const env = { ...crm.env, TAMIS_DATA_FOLDER: data };
    const token = crm.sandbox.credentials.accessToken;
    const connected = await tamis(['connect', 'hubspot', '--token-stdin'], { env, input: `${token}\n` });
    expect(connected.code, connected.stderr).toBe(0);
    await tamis(['sync'], { env });
    await tamis(['approve'], { env });
    expect(await sync(env)).toMatchObject({ written: LEADS });

    await tar('-C', data, '--exclude=./postgres/programs-*', '-czf', copy, '.');
    await rm(data, { recursive: true });
    await mkdir(data);
    await tar('-C', data, '-xzpf', copy);

    const before = await crm.contacts();
    expect(await sync(env)).toMatchObject({ planned: 0, written: 0, refused: 0 });
    expect(await crm.contacts()).toEqual(before);
    const [[id = ''] = []] = before;
    await crm.submit(id, 'Book a demo');
    expect(await sync(env)).toMatchObject({ written: 1 });
  },
  LONG_MS,
);

async function sync(env: Readonly<Record<string, string>>): Promise<Readonly<Record<string, number>>> {
  const { code, stdout, stderr } = await tamis(['sync', '--json'], { env });
  expect(code, stderr).toBe(0);
  return report.parse(JSON.parse(stdout)).counts;
}
