import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { CommandContext } from '../../src/cli/commandContext.ts';
import { run } from '../../src/cli/program.ts';
import { readEnvironment } from '../../src/environment.ts';
import type { TestApi } from '../http/openTestApi.ts';

/** What a command line printed and ended with. */
export interface Typed {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Types a command line on the service's own machine. */
export async function typeCommand(api: TestApi, words: readonly string[]): Promise<Typed> {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
  let code = 0;
  const context: CommandContext = {
    ...streams,
    environment: readEnvironment({
      DATABASE_URL: api.store.url,
      TAMIS_MASTER_KEY: api.store.masterKey.toString('base64'),
      TAMIS_PUBLIC_URL: api.url,
    }),
    stdin: new PassThrough(),
    now: Date.now,
    random: Math.random,
    signal: new AbortController().signal,
    peakRssMb: () => 0,
    exitWith: (given) => {
      code = given;
    },
  };
  await run(['node', 'tamis', ...words], context);
  for (const stream of Object.values(streams)) stream.end();
  return { stdout: await text(streams.stdout), stderr: await text(streams.stderr), code };
}
