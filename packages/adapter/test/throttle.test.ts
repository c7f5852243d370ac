import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { Door, Throttle, type WindowLimit } from '../src/index.ts';

const never = new AbortController().signal;

interface Scenario {
  readonly limit: WindowLimit;
  readonly latencyMs: number;
  readonly requests: number;
}

/** Sends through a throttle as fast as it lets us, every third request late as on a busy machine. Returns the arrivals, ascending. */
async function arrivalsOf({ limit, latencyMs, requests }: Scenario): Promise<number[]> {
  const workerData = { latencyMs, jitterMs: latencyMs / 4 };
  const server = new Worker(new URL('./arrivalServer.ts', import.meta.url), { workerData });
  const [port] = (await once(server, 'message')) as [number];
  const door = new Door();
  const throttle = new Throttle(limit);
  const one = async (index: number) => {
    const slot = await throttle.take(never);
    if (index % 3 === 0) await wait(index % 23);
    const url = `http://127.0.0.1:${port}/`;
    await door.send({
      method: 'GET',
      url,
      headers: {},
      effect: 'read',
      signal: never,
      onHeaders: slot.release,
    });
  };
  await Promise.all(Array.from({ length: requests }, (_, index) => one(index)));
  server.postMessage('report');
  const [arrivals] = (await once(server, 'message')) as [number[]];
  door.close();
  await throttle.close();
  await server.terminate();
  return arrivals.toSorted((a, b) => a - b);
}

/** Most arrivals within any window. */
function peak(arrivals: readonly number[], windowMs: number): number {
  return Math.max(...arrivals.map((end) => arrivals.filter((at) => at <= end && at > end - windowMs).length));
}

/** How much of the limit was used: the shortest possible time over the time taken. */
function usage(arrivals: readonly number[], { capacity, windowMs }: WindowLimit): number {
  const taken = (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0);
  return (Math.floor((arrivals.length - 1) / capacity) * windowMs) / taken;
}

const search = { capacity: 5, windowMs: 1000 };
const burst = { capacity: 190, windowMs: 10_000 };

describe.concurrent('a throttle keeps to what the vendor counts and uses it', () => {
  it.each([
    { name: 'search, 5 ms away', limit: search, latencyMs: 5, requests: 41, atLeast: 0.96 },
    { name: 'search, 250 ms away', limit: search, latencyMs: 250, requests: 81, atLeast: 0.9 },
    { name: 'bursts, 5 ms away', limit: burst, latencyMs: 5, requests: 381, atLeast: 0.95 },
    { name: 'bursts, 250 ms away', limit: burst, latencyMs: 250, requests: 381, atLeast: 0.95 },
  ])('$name: nothing beyond the limit in any window, at least $atLeast of it used', async (scenario) => {
    const arrivals = await arrivalsOf(scenario);
    expect(arrivals).toHaveLength(scenario.requests);
    expect(peak(arrivals, scenario.limit.windowMs)).toBeLessThanOrEqual(scenario.limit.capacity);
    expect(usage(arrivals, scenario.limit)).toBeGreaterThanOrEqual(scenario.atLeast);
  });
});

describe('a throttle', () => {
  it('gives back the place of a request that was given up while it waited', async () => {
    const throttle = new Throttle({ capacity: 1, windowMs: 100 });
    const first = await throttle.take(never);
    const leaving = new AbortController();
    const given = throttle.take(leaving.signal);
    leaving.abort(new Error('left'));
    await expect(given).rejects.toThrow('left');
    first.release();
    await throttle.take(never);
    await throttle.close();
  });

  it('keeps the place of a request without an answer', async () => {
    const throttle = new Throttle({ capacity: 1, windowMs: 20 });
    await throttle.take(never);
    const leaving = new AbortController();
    const second = throttle.take(leaving.signal);
    const outcome = await Promise.race([second.then(() => 'sent'), wait(300, 'held')]);
    leaving.abort(new Error('end of test'));
    await expect(second).rejects.toThrow('end of test');
    expect(outcome).toBe('held');
    await throttle.close();
  });

  it('lets more through at once when the vendor shows a larger limit', async () => {
    const throttle = new Throttle({ capacity: 1, windowMs: 60_000 });
    await throttle.take(never);
    const second = throttle.take(never);
    throttle.resize(2);
    await expect(second).resolves.toBeDefined();
    await throttle.close();
  });
});
