import { type CommandLine, readCommandLine } from './commandLine.ts';
import { type SandboxOptions, startSandbox } from './index.ts';

const options = readCommandLine(process.argv.slice(2));
const sandbox = await startSandbox(sandboxOptions(options));
const ready = { ready: true, url: sandbox.url, ...sandbox.credentials, leads: sandbox.leads };
process.stdout.write(`${JSON.stringify(ready)}\n`);

if (options.exitWithParent) process.stdin.resume().once('end', () => process.exit(0));

function sandboxOptions(line: CommandLine): SandboxOptions {
  const { port, host, seed, profile } = line;
  return {
    port,
    host,
    seed,
    profile,
    latencyMs: line.latency,
    ...(line.now === undefined ? {} : { now: line.now }),
    ...(line.seedContacts === undefined ? {} : { contacts: line.seedContacts }),
    ...(line.leads === undefined ? {} : { leads: line.leads }),
  };
}
