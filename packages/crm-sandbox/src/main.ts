import { type CommandLine, readCommandLine } from './commandLine.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './index.ts';

const options = readOptions();
const sandbox = await startSandbox(sandboxOptions(options)).catch((error: unknown) => fail(error, 1));
process.stdout.write(`${JSON.stringify(readyLine(sandbox))}\n`);

if (options.exitWithParent) process.stdin.resume().once('end', () => process.exit(0));

function readOptions(): CommandLine {
  try {
    return readCommandLine(process.argv.slice(2));
  } catch (error) {
    return fail(error, 2);
  }
}

function readyLine({ vendor, url, credentials, contacts, leads }: Sandbox): object {
  return { ready: true, vendor, url, ...credentials, contacts, leads };
}

function sandboxOptions(line: CommandLine): SandboxOptions {
  const { vendor, port, host, seed, profile } = line;
  return {
    vendor,
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

/** Says in one line what is wrong. Exit code 1: it cannot start; 2: the command line is wrong. */
function fail(error: unknown, code: 1 | 2): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The sandbox does not start: ${message.replaceAll('\n', ' ')}\n`);
  process.exit(code);
}
