/** One way of doing the same work. */
export interface Contestant {
  readonly name: string;
  /** How many leads one run goes through; fewer for a slow contestant, whose rate is then scaled. */
  readonly leads: number;
  readonly run: () => void | Promise<void>;
}

/** Leads per second of each contestant: the median of rounds in which all take turns, after one round for warming up. */
export async function race(
  contestants: readonly Contestant[],
  rounds: number,
): Promise<Readonly<Record<string, number>>> {
  const times = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, leads, run } of contestants) {
      const start = performance.now();
      await run();
      if (round > 0) times.get(name)?.push((1_000 * leads) / (performance.now() - start));
    }
  }
  return Object.fromEntries([...times].map(([name, rates]) => [name, Math.round(median(rates))]));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
