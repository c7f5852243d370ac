import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const readySchema = z.object({ url: z.string(), accessToken: z.string() });

/** A sandbox in a process of its own. */
export interface SandboxProcess extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
}

/** Starts a sandbox with bare contacts. */
export async function startSandbox({
  contacts,
  latencyMs,
}: {
  contacts: number;
  latencyMs: number;
}): Promise<SandboxProcess> {
  const entry = fileURLToPath(import.meta.resolve('@tamis/crm-sandbox/main'));
  const options = [
    '--profile',
    'bare',
    '--seed-contacts',
    String(contacts),
    '--latency',
    String(latencyMs),
    '--exit-with-parent',
  ];
  const child = spawn(process.execPath, [entry, ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const { url, accessToken } = readySchema.parse(JSON.parse(line));
    return { url, token: accessToken, [Symbol.asyncDispose]: () => stop(child) };
  }
  throw new Error('The sandbox ended before it was ready.');
}

async function stop(child: ReturnType<typeof spawn>): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
