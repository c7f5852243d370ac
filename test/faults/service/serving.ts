import { type Outcome, startTamis } from '../../e2e/tamis.ts';
import type { Workplace } from '../workplace.ts';

/** A process of `tamis serve` at a workplace. */
export interface Serving extends AsyncDisposable {
  readonly url: string;
  /** What it printed with this at its beginning, for instance the set-up link. */
  printed(pattern: RegExp): Promise<string>;
  /** The process is gone without a last word. */
  kill(): Promise<void>;
  /** Asks it to end as an orchestrator does. */
  stop(): Promise<Outcome>;
}

/** Starts a process of the service, and returns when it serves. */
export async function serve(
  { variables }: Pick<Workplace, 'variables'>,
  role: 'all' | 'web' | 'worker' = 'all',
): Promise<Serving> {
  const running = startTamis(['serve', '--role', role, '--port', '0'], {
    env: { TAMIS_LOG_LEVEL: 'warn', ...variables },
  });
  const url = await running.printed(/Tamis serves (\S+)/);
  const end = (signal: 'SIGTERM' | 'SIGKILL') => {
    running.stop(signal);
    return running.ended;
  };
  return {
    url,
    printed: running.printed,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  };
}
