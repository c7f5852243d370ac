import { readCommandLine } from './commandLine.ts';
import { startSandbox } from './index.ts';

const options = readCommandLine(process.argv.slice(2));
const sandbox = await startSandbox({ port: options.port, host: options.host });
process.stdout.write(`${JSON.stringify({ ready: true, url: sandbox.url, ...sandbox.credentials })}\n`);

if (options.exitWithParent) process.stdin.resume().once('end', () => process.exit(0));
