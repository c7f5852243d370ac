/** Exit codes of the command line: documented in `tamis --help`. */
export const EXIT = { done: 0, failed: 1, usage: 2, partlyRefused: 3 } as const;

/** The person asked for something that cannot be done as asked: the message says what to do; exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
