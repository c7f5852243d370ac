import fc from 'fast-check';
import { CRMS, type CrmName } from './crms.ts';
import { type Cast, creations, type Operation, operations } from './operations.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Times between two syncs in which people do something. */
export const EPOCHS = 7;
/** Most operations of one cluster in one of them. */
const BUSY = 3;

/** What one cluster does in each epoch. */
export interface ClusterPlan {
  readonly cast: Cast;
  readonly epochs: readonly (readonly Operation[])[];
}

/** What happens between two epochs: time passes, and some connections run. */
export interface Pause {
  readonly passMs: number;
  readonly syncs: readonly CrmName[];
}

/** Everything that is going to happen in one world; the same for the same seed and number. */
export interface WorldPlan {
  readonly seed: number;
  readonly world: number;
  readonly clusters: readonly ClusterPlan[];
  /** After each epoch but the last: what people did in that one, the closing rounds see first. */
  readonly pauses: readonly Pause[];
  /** The order of the connections in the rounds after the last operation. */
  readonly closing: readonly CrmName[];
}

/** Which world of a seed, and how many clusters it has. */
export interface WorldNumber {
  readonly seed: number;
  readonly world: number;
  readonly clusters: number;
}

/** Draws the plan of a world. A cluster's plan depends on its number alone, not on how many others there are. */
export function planWorld({ seed, world, clusters }: WorldNumber): WorldPlan {
  const draw = <T>(arbitrary: fc.Arbitrary<T>, stream: number) => drawn(arbitrary, [seed, world, stream]);
  const order = fc.shuffledSubarray([...CRMS], { minLength: CRMS.length });
  return {
    seed,
    world,
    clusters: Array.from({ length: clusters }, (_, index) => draw(clusterPlan(index), index + 1)),
    pauses: draw(fc.array(pause(order), { minLength: EPOCHS - 1, maxLength: EPOCHS - 1 }), 0),
    closing: draw(order, -1),
  };
}

function clusterPlan(cluster: number): fc.Arbitrary<ClusterPlan> {
  const cast = fc.record<Cast>({
    cluster: fc.constant(cluster),
    people: fc.constantFrom(1, 2),
    international: fc.nat({ max: 3 }).map((chance) => chance === 0),
  });
  return cast.chain((who) => {
    const first = fc.array(creations(who), { minLength: 2, maxLength: 4, size: 'max' });
    const later = fc.array(operations(who), { maxLength: BUSY, size: 'max' });
    const others = fc.array(later, { minLength: EPOCHS - 1, maxLength: EPOCHS - 1 });
    return fc.tuple(first, others).map(([start, rest]) => ({ cast: who, epochs: [start, ...rest] }));
  });
}

function pause(order: fc.Arbitrary<CrmName[]>): fc.Arbitrary<Pause> {
  return fc.record({
    passMs: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 90 }).map((minutes) => minutes * MINUTE_MS) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }).map((days) => days * DAY_MS) },
    ),
    syncs: fc.oneof<fc.MaybeWeightedArbitrary<CrmName[]>[]>(
      { weight: 2, arbitrary: fc.constantFrom(...CRMS).map((crm) => [crm]) },
      { weight: 1, arbitrary: order },
    ),
  });
}

function drawn<T>(arbitrary: fc.Arbitrary<T>, [seed, world, stream]: [number, number, number]): T {
  const [value] = fc.sample(fc.noBias(arbitrary), { numRuns: 1, seed: mixed(mixed(seed, world), stream) });
  if (value === undefined) throw new Error('No sample was drawn.');
  return value;
}

/** One number of two, far from those of their neighbours: Knuth's multiplicative hash. */
function mixed(a: number, b: number): number {
  const spread = Math.imul(a ^ (a >>> 16), 0x9e37_79b1) + Math.imul(b + 1, 0x85eb_ca6b);
  return (spread ^ (spread >>> 15)) | 0;
}
