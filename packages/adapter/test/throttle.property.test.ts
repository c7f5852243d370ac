import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Throttle } from '../src/index.ts';

const LIMIT = { capacity: 5, windowMs: 1000 };
const REQUESTS = 26;

/** One request's way, ms: from its slot to the wire, to the vendor's count, to its answer. */
interface Way {
  readonly late: number;
  readonly there: number;
  readonly back: number;
}

/** Ways of one connection: a floor that none is faster than, and what a busy machine, network or vendor adds. */
const ways: fc.Arbitrary<Way[]> = fc.integer({ min: 0, max: 400 }).chain((floor) =>
  fc.array(
    fc.record({
      late: fc.integer({ min: 0, max: 22 }),
      there: fc.constant(1),
      back: fc.integer({ min: floor, max: floor + Math.ceil(floor / 4) }),
    }),
    { minLength: REQUESTS, maxLength: REQUESTS },
  ),
);

/** The promises of `node:timers` know nothing of the clock of this test. */
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** When the vendor counted each request, ascending, ms. */
async function arrivalsOf(all: readonly Way[]): Promise<number[]> {
  const throttle = new Throttle(LIMIT);
  const arrivals: number[] = [];
  const one = async ({ late, there, back }: Way) => {
    const slot = await throttle.take(new AbortController().signal);
    await wait(late + there);
    arrivals.push(performance.now());
    await wait(back);
    slot.release();
  };
  const done = Promise.all(all.map(one));
  await vi.runAllTimersAsync();
  await done;
  await throttle.close();
  return arrivals.toSorted((a, b) => a - b);
}

beforeEach(
  () =>
    void vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    }),
);
afterEach(() => void vi.useRealTimers());

it('keeps to the limit when an exchange is faster than every one before it', async () => {
  await fc.assert(
    fc.asyncProperty(ways, async (all) => {
      const arrivals = await arrivalsOf(all);
      const beyond = arrivals.filter(
        (at, index) => at - (arrivals[index - LIMIT.capacity] ?? -Infinity) < LIMIT.windowMs,
      );
      expect(arrivals).toHaveLength(REQUESTS);
      expect(beyond).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
