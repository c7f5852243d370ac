import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultModel } from '@tamis/core';
import { startSandbox } from '@tamis/crm-sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Outcome, tamis } from './tamis.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamis-bad-input-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

function expectOneLine({ stdout, stderr }: Outcome, ...parts: readonly string[]): void {
  const lines = stderr.trim().split('\n');
  expect(lines, stderr).toHaveLength(1);
  for (const part of parts) expect(lines[0]).toContain(part);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stdout).toBe('');
}

const PEOPLE = 'email,job title\nada@firm.example,CEO\n';

test('an unknown field in a rule is named, with the field that was probably meant', async () => {
  const model = structuredClone(defaultModel());
  const [rule] = model.fit;
  Object.assign(rule ?? {}, { when: { field: 'person.jobTitel', exists: true } });
  const path = await file('unknown-field.json', JSON.stringify(model));
  const outcome = await tamis([
    'score',
    await file('people.csv', PEOPLE),
    '--model',
    path,
    '--allow-missing',
  ]);
  expect(outcome.code).toBe(2);
  expectOneLine(outcome, 'person.jobTitel', 'person.jobTitle');
});

test('a typo in a model is named with its place', async () => {
  const model = { ...defaultModel(), engagment: [] };
  const outcome = await tamis(['model', 'check', await file('typo.json', JSON.stringify(model))]);
  expect(outcome.code).toBe(2);
  expectOneLine(outcome, 'typo.json', 'engagment');
});

test('a file that is not JSON, and one that is not there, say so', async () => {
  const broken = await tamis(['model', 'check', await file('broken.json', '{"id":')]);
  expect(broken.code).toBe(2);
  expectOneLine(broken, 'broken.json', 'not JSON');
  const absent = await tamis(['model', 'check', join(folder, 'absent.json')]);
  expect(absent.code).toBe(2);
  expectOneLine(absent, 'absent.json', 'tamis model print');
});

test('a CSV that lacks columns of the model says which, and how to score all the same', async () => {
  const path = await file('people.csv', PEOPLE);
  const refused = await tamis(['score', path]);
  expect(refused.code).toBe(2);
  expectOneLine(refused, 'company.industry', '--allow-missing');
  const allowed = await tamis(['score', path, '--allow-missing', '--json']);
  expect(allowed.code).toBe(0);
  expect(JSON.parse(allowed.stdout)).toMatchObject({ scored: 1, skipped: 0, leads: [{ line: 2 }] });
});

test('bad rows of a CSV are reported with their line, skipped, and told by the exit code', async () => {
  const path = await file(
    'rows.csv',
    'email;company size\na@firm.example;200\nb@firm.example;many\nc@firm.example\nd@firm.example;7\n',
  );
  const outcome = await tamis(['score', path, '--allow-missing', '--json']);
  expect(outcome.code).toBe(3);
  expect(JSON.parse(outcome.stdout)).toMatchObject({ scored: 2, skipped: 2 });
  expect(outcome.stderr).toMatch(/line 3: .*many/);
  expect(outcome.stderr).toMatch(/line 4: /);
});

test('a wrong token is refused in one line that says what to do, and nothing is stored', async () => {
  const sandbox = await startSandbox({ contacts: 3 });
  const env = { HUBSPOT_API_URL: sandbox.url, TAMIS_DATA_FOLDER: join(folder, 'data') };
  try {
    const refused = await tamis(['connect', 'hubspot', '--token-stdin'], { env, input: 'pat-eu1-wrong\n' });
    expect(refused.code).toBe(1);
    expect(refused.stderr.trim().split('\n'), refused.stderr).toHaveLength(1);
    expect(refused.stderr).not.toContain('pat-eu1-wrong');
    const sync = await tamis(['sync'], { env });
    expect(sync.code).toBe(2);
    expectOneLine(sync, 'tamis connect');
  } finally {
    await sandbox.close();
  }
});

test('a token is never taken as an argument', async () => {
  const outcome = await tamis(['connect', 'hubspot', '--token', 'pat-eu1-secret']);
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain('unknown option');
});

test('a port in use is named', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    const outcome = await tamis(['sandbox', 'hubspot', '--port', String(port)]);
    expect(outcome.code).toBe(2);
    expectOneLine(outcome, String(port), 'in use');
  } finally {
    server.close();
  }
});

test('a data folder that is not writable says so and what to do', async () => {
  const blocked = await file('a-file-and-no-folder', '');
  const outcome = await tamis(['sync'], { env: { TAMIS_DATA_FOLDER: blocked } });
  expect(outcome.code).toBe(1);
  expectOneLine(outcome, blocked);
});

test('a CRM that does not exist, and a setting that makes no sense, are usage errors', async () => {
  const crm = await tamis(['connect', 'hubspoot']);
  expect(crm.code).toBe(2);
  expectOneLine(crm, 'hubspoot', 'hubspot');
  const setting = await tamis(['sync'], { env: { TAMIS_LANGUAGE: 'de' } });
  expect(setting.code).toBe(2);
  expectOneLine(setting, 'TAMIS_LANGUAGE');
});
