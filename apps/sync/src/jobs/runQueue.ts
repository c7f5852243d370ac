import type { RunTrigger, Scope } from '../store/schema.ts';

/** Where runs are asked for. One run of a connection at a time; at most one more waits. */
export interface RunQueue {
  /** Asks for a run as soon as may be. */
  enqueue(scope: Scope, trigger: RunTrigger): Promise<'queued' | 'already-queued'>;
  /** Brings the schedule of a connection in line with its row: after a change, an approval, a pause, a disconnection. */
  reschedule(scope: Scope): Promise<void>;
  /** When the schedule starts the connection's next run; `null` where none will start. */
  nextRunAt(scope: Scope): Promise<number | null>;
}
