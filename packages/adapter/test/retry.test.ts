import { describe, expect, it } from 'vitest';
import { OutcomeUnknown, RateLimited, RequestRefused, Retry, Unavailable } from '../src/index.ts';

const never = new AbortController().signal;

/** A clock that runs with the machine's and starts at 0. */
function clock(): () => number {
  const start = performance.now();
  return () => performance.now() - start;
}

/** Work that fails with the errors given, then succeeds; notes when it was tried. */
function failing(now: () => number, ...errors: Error[]) {
  const tries: number[] = [];
  const work = async () => {
    tries.push(now());
    const error = errors.shift();
    if (error) throw error;
    return 'done';
  };
  return { tries, work };
}

describe('a request is repeated by the kind of its error', () => {
  it('rate-limited: not before the vendor said so', async () => {
    const now = clock();
    const until = now() + 120;
    const { tries, work } = failing(now, new RateLimited('wait', until));
    const retry = new Retry({ now, random: () => 0 });
    expect(await retry.run(work, never)).toBe('done');
    // A timer may ring a millisecond early.
    expect(tries[1]).toBeGreaterThanOrEqual(until - 1);
  });

  it('unavailable: with growing waits, and the last error when it does not end', async () => {
    const now = clock();
    const { tries, work } = failing(
      now,
      ...Array.from({ length: 9 }, (_, index) => new Unavailable(`fault ${index}`)),
    );
    const retry = new Retry({ now, random: () => 0.99, retries: 3, baseWaitMs: 20 });
    await expect(retry.run(work, never)).rejects.toThrow('fault 3');
    const waits = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    // A busy machine makes a wait longer and never shorter.
    for (const [index, wait] of waits.entries()) expect(wait).toBeGreaterThanOrEqual(18 * 2 ** index);
  });

  it.each([new OutcomeUnknown('lost'), new RequestRefused('no', 'VALIDATION_ERROR'), new TypeError('a bug')])(
    'not at all: %s',
    async (error) => {
      const now = clock();
      const { tries, work } = failing(now, error);
      await expect(new Retry({ now, random: () => 0 }).run(work, never)).rejects.toBe(error);
      expect(tries).toHaveLength(1);
    },
  );

  it('many faults in a row stop all calls, then one probes before the others go on', async () => {
    const now = clock();
    const retry = new Retry({ now, random: () => 0, retries: 0, faultsToOpen: 3, openMs: 150 });
    for (let index = 0; index < 3; index += 1) {
      await expect(retry.run(failing(now, new Unavailable('down')).work, never)).rejects.toThrow('down');
    }
    const opened = now();
    const calls = Array.from({ length: 5 }, () => failing(now));
    await Promise.all(calls.map(({ work }) => retry.run(work, never)));
    const starts = calls.map(({ tries }) => tries[0] ?? 0);
    expect(Math.min(...starts) - opened).toBeGreaterThanOrEqual(140);
  });

  it('ends at once with the reason of its signal', async () => {
    const now = clock();
    const leaving = new AbortController();
    const { work } = failing(now, new RateLimited('wait', now() + 60_000));
    const running = new Retry({ now, random: () => 0 }).run(work, leaving.signal);
    leaving.abort(new Error('the run was stopped'));
    await expect(running).rejects.toThrow('the run was stopped');
  });
});
