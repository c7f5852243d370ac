import { describe, expect, it } from 'vitest';
import { chapters } from '../src/chapters/index.ts';
import { kill, mutants } from '../src/mutants/kill.ts';

describe('a broken adapter is caught', () => {
  it.concurrent.each(mutants.map((mutant) => [mutant.chapter, mutant.name, mutant] as const))(
    'by the chapter %s when it %s',
    async (_chapter, _name, mutant) => {
      expect((await kill(mutant)).caughtBy).not.toEqual([]);
    },
  );

  it('in every chapter', () => {
    const caught = new Set(mutants.map(({ chapter }) => chapter));
    expect(chapters.filter(({ name }) => !caught.has(name))).toEqual([]);
  });
});
