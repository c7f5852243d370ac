#!/usr/bin/env -S MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=32768 MALLOC_TRIM_THRESHOLD_=65536 node --conditions=@tamis/source --disable-warning=ExperimentalWarning --max-semi-space-size=1 --heap-growing-percent=20
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const MAIN = new URL('../src/main.ts', import.meta.url);
const CACHE = new URL('../../../node_modules/.cache/tamis/', import.meta.url);

refuseOldNode();
useCompileCache(fileURLToPath(CACHE));
await import(MAIN.href);

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 20)) return;
  process.stderr.write(
    `tamis needs Node 22.20 or later and this is ${process.versions.node}. ` +
      'Run "npm ci" in the project, which brings its own Node on Linux and Windows, or install a newer Node.\n',
  );
  process.exit(1);
}

/**
 * Sources run as TypeScript. Stripping their types takes 30 MB and half a second, which the compile cache saves from the second
 * start on; the first start fills it in a process of its own. Where the folder cannot be written, nothing is cached.
 */
function useCompileCache(folder) {
  const { status, directory } = nodeModule.enableCompileCache(folder);
  const { ENABLED, ALREADY_ENABLED } = nodeModule.constants.compileCacheStatus;
  if (status === ALREADY_ENABLED || status !== ENABLED || directory === undefined || isFilled(directory))
    return;
  const env = { ...process.env, NODE_COMPILE_CACHE: folder };
  spawnSync(process.execPath, [...process.execArgv, fileURLToPath(MAIN), '--help'], { env, stdio: 'ignore' });
}

function isFilled(directory) {
  try {
    return readdirSync(directory).length > 0;
  } catch {
    return false;
  }
}
