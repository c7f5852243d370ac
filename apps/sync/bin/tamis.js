#!/usr/bin/env -S node --conditions=@tamis/source --disable-warning=ExperimentalWarning
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 20)) {
  process.stderr.write(
    `tamis needs Node 22.20 or later and this is ${process.versions.node}. ` +
      'Run "npm ci" in the project, which brings its own Node on Linux and Windows, or install a newer Node.\n',
  );
  process.exit(1);
}
await import('../src/main.ts');
