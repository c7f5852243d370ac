import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const BIN = fileURLToPath(new URL('../../../node_modules/.bin/tamis', import.meta.url));

const runSchema = z.object({
  pulled: z.number(),
  related: z.number(),
  planned: z.number(),
  written: z.number(),
  refused: z.number(),
  deferred: z.number(),
  echoes: z.number(),
  calls: z.number(),
  callFloor: z.number(),
  associationCalls: z.number(),
  activityCalls: z.number(),
  rateLimited: z.number(),
  budgetUsed: z.number(),
  budgetUnit: z.enum(['request', 'token']),
  seconds: z.number(),
});
const demoSchema = z.object({ runs: z.tuple([runSchema, runSchema]), peakRssMb: z.number() });

/** What `tamis demo --once --json` printed. */
export type DemoDocument = z.infer<typeof demoSchema>;

/** Runs the demo of one CRM in a process of its own with these options and reads its document. */
export async function runDemo(
  options: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<DemoDocument> {
  const child = spawn(BIN, ['demo', '--once', '--json', ...options], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`tamis demo ${options.join(' ')} ended with exit code ${code}`);
  return demoSchema.parse(JSON.parse(text));
}
