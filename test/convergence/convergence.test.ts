import { beforeAll, describe, expect, inject, it } from 'vitest';
import { judgeWorld, type Sequence } from './judgeWorld.ts';
import { planWorld } from './plan.ts';
import { describeFailure, figuresOf } from './report.ts';

const SEED = 20_260_312;
const SEQUENCES = 50;

let sequences: readonly Sequence[];

beforeAll(async () => {
  const plan = planWorld({ seed: SEED, world: 0, clusters: SEQUENCES });
  sequences = await judgeWorld(plan, { postgresUrl: inject('postgresUrl') });
});

describe(`while people and other clients work in three CRMs (${SEQUENCES} sequences of seed ${SEED})`, () => {
  it('leaves nothing to write two rounds after the last change, takes nothing back, and explains every value', () => {
    expect(sequences.flatMap((sequence) => describeFailure(sequence) ?? [])).toEqual([]);
    expect(figuresOf(sequences)).toMatchObject({
      sequences: SEQUENCES,
      writesAfter: 0,
      pingPongs: 0,
      unexplained: 0,
    });
  });

  it.each([
    'create',
    'set',
    'clear',
    'change-email',
    'rename',
    'answer',
    'overwrite',
    'merge',
    'delete',
    'restore',
    'convert',
    'cut',
    'join',
    'free',
    'decide-stage',
    'decide-value',
    'workflow',
  ])('was lived through: %s', (kind) => {
    expect(figuresOf(sequences).operations[kind]).toBeGreaterThan(0);
  });

  it('had something to write when the last change had been made', () => {
    expect(figuresOf(sequences).mostRounds).toBeGreaterThan(0);
  });
});
