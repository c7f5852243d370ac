import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../node_modules/.bin/tamis', import.meta.url));

/** What one command line did. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line that is still running. */
export interface Running {
  /** Waits until stdout holds the pattern and returns its first group; rejects when the command ends before. */
  printed(pattern: RegExp): Promise<string>;
  readonly ended: Promise<Outcome>;
  /** Asks it to end, as an operator or an orchestrator does. */
  stop(signal?: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void;
}

/** How a command line is started. */
export interface Start {
  readonly env?: Readonly<Record<string, string>>;
  /** In a group of processes of its own, which is asked to end as a whole, as a terminal does it on Ctrl-C. */
  readonly terminal?: boolean;
  readonly input?: string;
}

/** Starts `tamis` as a person would: in a process of its own, with nothing of ours in its environment but what is given. */
export function startTamis(
  args: readonly string[],
  { env = {}, input = '', terminal = false }: Start = {},
): Running {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  const child = spawn(BIN, args, {
    env: { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: terminal,
  });
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      text[stream] += chunk;
    });
  }
  child.stdin.end(input);
  return {
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const [, found] = pattern.exec(text.stdout) ?? [];
          if (found !== undefined) resolve(found);
        };
        child.stdout.on('data', look);
        child.once('close', () =>
          reject(new Error(`ended without ${pattern}: ${text.stdout}${text.stderr}`)),
        );
        look();
      }),
    ended: once(child, 'close').then(([code]) => ({ code, ...text })),
    stop(signal = 'SIGTERM') {
      if (terminal && child.pid !== undefined) process.kill(-child.pid, signal);
      else child.kill(signal);
    },
  };
}

/** Runs `tamis` to its end. */
export function tamis(args: readonly string[], start: Start = {}): Promise<Outcome> {
  return startTamis(args, start).ended;
}
