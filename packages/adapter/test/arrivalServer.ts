import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * A server with an event loop of its own that notes when requests arrive and answers each after its latency and a jitter.
 * Posts its port, and the arrival times (ms) whenever it is asked.
 */
const { latencyMs, jitterMs } = workerData as { latencyMs: number; jitterMs: number };
const arrivals: number[] = [];
let seed = 42;

function jitter(): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return (seed / 2_147_483_648) * jitterMs;
}

const server = createServer((_request, response) => {
  arrivals.push(performance.now());
  setTimeout(() => response.end('{}'), latencyMs + jitter());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  parentPort?.postMessage(typeof address === 'object' && address ? address.port : 0);
});
parentPort?.on('message', () => parentPort?.postMessage(arrivals));
