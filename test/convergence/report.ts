import type { Sequence } from './judgeWorld.ts';

/** The most rounds without an operation after which nothing may be left to write. */
const ROUNDS_ALLOWED = 2;

/** Figures over many sequences. */
export interface Figures {
  readonly sequences: number;
  /** How many operations of each kind took effect. */
  readonly operations: Readonly<Record<string, number>>;
  /** How many sequences needed so many rounds after their last operation. */
  readonly rounds: Readonly<Record<string, number>>;
  readonly mostRounds: number;
  /** Writes after the rounds allowed. */
  readonly writesAfter: number;
  readonly pingPongs: number;
  readonly unexplained: number;
}

/** Adds up what became of sequences. */
export function figuresOf(sequences: readonly Sequence[]): Figures {
  const sum = (of: (one: Sequence) => number) => sequences.reduce((total, one) => total + of(one), 0);
  const rounds = Map.groupBy(sequences, (one) => one.rounds);
  const counted = [...rounds].toSorted(([a], [b]) => a - b).map(([needed, all]) => [needed, all.length]);
  return {
    sequences: sequences.length,
    operations: added(sequences.map(({ done }) => done)),
    rounds: Object.fromEntries(counted),
    mostRounds: Math.max(0, ...rounds.keys()),
    writesAfter: sum(({ writesAfter }) => writesAfter),
    pingPongs: sum((one) => one.pingPongs.length),
    unexplained: sum((one) => one.unexplained.length),
  };
}

function added(counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const total: Record<string, number> = {};
  for (const [kind, count] of counts.flatMap((one) => Object.entries(one)))
    total[kind] = (total[kind] ?? 0) + count;
  return total;
}

/** What is wrong with a sequence, with all that is needed to see it again; `null` where nothing is. */
export function describeFailure(sequence: Sequence): string | null {
  const { seed, world, cluster, rounds, writesAfter, steps } = sequence;
  const faults = [
    ...(rounds > ROUNDS_ALLOWED ? [`needed ${rounds} rounds`] : []),
    ...(writesAfter > 0 ? [`${writesAfter} writes after the rounds allowed`] : []),
    ...sequence.pingPongs.map((what) => `ping-pong: ${what}`),
    ...sequence.unexplained.map((what) => `unexplained: ${what}`),
  ];
  if (faults.length === 0) return null;
  const again = `--seed ${seed} --world ${world} --cluster ${cluster}`;
  return [`Cluster ${cluster} of world ${world} (${again}):`, ...faults, ...steps]
    .map((line, index) => (index === 0 ? line : `  ${line}`))
    .join('\n');
}
