import type { Environment } from '../environment.ts';
import type { OutputStream } from './output.ts';

/** What the composition root gives every command: the only way to the clock, to randomness and to the process. */
export interface CommandContext {
  readonly environment: Environment;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Epoch milliseconds UTC. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Aborts at the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Peak resident memory of this process in megabytes. */
  readonly peakRssMb: () => number;
  /** Ends the command with this code once everything is printed. */
  exitWith(code: number): void;
}
