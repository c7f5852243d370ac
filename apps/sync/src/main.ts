import { EXIT, UsageError } from './cli/exit.ts';
import { run } from './cli/program.ts';
import { readEnvironment } from './environment.ts';

/** The composition root: the only reader of the process's environment, clock and randomness. */
async function main(): Promise<void> {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  process.once('SIGTERM', () => interrupted.abort());
  process.stdout.on('error', endQuietlyOnClosedPipe);
  try {
    await run(process.argv, {
      environment: readEnvironment(process.env),
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      now: Date.now,
      random: Math.random,
      signal: interrupted.signal,
      peakRssMb: () => Math.round(process.resourceUsage().maxRSS / 1024),
      exitWith: (code) => {
        process.exitCode = code;
      },
    });
  } catch (error) {
    process.stderr.write(`tamis: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

/** The reader of our output has gone (`tamis … | head`): there is nobody left to tell. */
function endQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.failed);
}

await main();
