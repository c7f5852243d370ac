import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { UsageError } from '../cli/exit.ts';

const readyLine = z.object({
  url: z.url(),
  clientId: z.string(),
  clientSecret: z.string(),
  accessToken: z.string(),
  leads: z
    .object({
      loaded: z.number(),
      skippedCount: z.number(),
      skipped: z.array(z.object({ line: z.number(), reason: z.string() })),
    })
    .nullable()
    .default(null),
});

/** Addresses and credentials of a running sandbox. */
export type SandboxReady = z.infer<typeof readyLine>;

/** What a sandbox starts with. */
export interface SandboxRequest {
  readonly crm: string;
  readonly port?: number;
  readonly contacts?: number;
  readonly seed?: number;
  readonly leads?: string | undefined;
  readonly latency?: number;
  /** Made-up contacts with a year of behaviour, or bare properties. */
  readonly profile?: string;
  /** ISO time for the generator: same seed and time, same contacts. */
  readonly now?: string;
}

/** A sandbox in a process of its own; it ends with ours, however ours ends. */
export interface SandboxProcess extends AsyncDisposable {
  readonly ready: SandboxReady;
  /** Changes its own settings, as its control interface takes them. */
  change(settings: object): Promise<void>;
  /** Waits until the signal aborts or the sandbox ends by itself. */
  ended(signal: AbortSignal): Promise<void>;
}

/** Starts a sandbox and waits until it answers. Throws {@link UsageError} with the sandbox's own words when it cannot start. */
export async function startSandboxProcess(request: SandboxRequest): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [entry(), ...argumentsOf(request)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Ctrl-C reaches the whole group: the sandbox may have ended long before anybody asks.
  const exited = once(child, 'exit');
  const ready = await readReady(child).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    ready,
    change: (settings) => changeSettings(ready, settings),
    async ended(signal) {
      if (signal.aborted) return;
      await Promise.race([exited, once(signal, 'abort')]);
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function changeSettings({ url }: SandboxReady, settings: object): Promise<void> {
  const answer = await fetch(`${url}/_sandbox/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
  if (!answer.ok) throw new UsageError(`The sandbox does not take these settings: ${await answer.text()}`);
}

function entry(): string {
  return fileURLToPath(import.meta.resolve('@tamis/crm-sandbox/main'));
}

function argumentsOf({
  crm,
  port = 0,
  contacts,
  seed,
  leads,
  latency,
  profile,
  now,
}: SandboxRequest): readonly string[] {
  const given = {
    '--vendor': crm,
    '--port': port,
    '--seed': seed,
    '--leads': leads,
    '--latency': latency,
    '--profile': profile,
    '--now': now,
  };
  const options = Object.entries(leads === undefined ? { ...given, '--seed-contacts': contacts } : given);
  return [
    '--exit-with-parent',
    ...options.flatMap(([name, value]) => (value === undefined ? [] : [name, String(value)])),
  ];
}

async function readReady(
  child: ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream },
): Promise<SandboxReady> {
  const words: string[] = [];
  child.stderr.on('data', (chunk) => words.push(String(chunk)));
  for await (const line of createInterface({ input: child.stdout })) return readyLine.parse(JSON.parse(line));
  throw new UsageError(`The sandbox did not start: ${words.join('').trim() || 'it said nothing'}`);
}
