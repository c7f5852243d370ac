import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const BIN = fileURLToPath(new URL('../../apps/sync/bin/tamis.js', import.meta.url));
const SYSTEM_NODE = ['/usr/local/bin/node', '/usr/bin/node'].find(
  (path) => existsSync(path) && /^v(1\d|20)\./.test(execFileSync(path, ['--version'], { encoding: 'utf8' })),
);

test.runIf(SYSTEM_NODE !== undefined)(
  'regression: a Node that is too old is told in one line (runs where the machine has such a Node)',
  () => {
    const { status, stderr } = spawnSync(SYSTEM_NODE ?? '', [BIN, '--help'], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^tamis needs Node 22\.20 or later and this is \d+\.\d+\.\d+\..*\n$/);
  },
);
