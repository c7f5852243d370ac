import { describe, expect, it } from 'vitest';
import { drawPopulation } from '../src/seeds/population.ts';

const NOW = Date.UTC(2026, 10, 1);
const draw = (share: number) => [...drawPopulation({ share, count: 50, seed: 3, now: NOW })];

describe('the people of one seed', () => {
  it('are the same humans in every CRM that holds them, wherever they stand in it', () => {
    const here = new Map(draw(0).map(({ number, lead }) => [number, lead.person]));
    const shared = draw(0.6).filter(({ number }) => here.has(number));
    expect(shared.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, at) => 30 + at));
    for (const { number, lead } of shared) expect(lead.person).toEqual(here.get(number));
  });

  it('came to each CRM in the year before now, in order', () => {
    const times = draw(0.6).map(({ lead }) => lead.createdAt);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThan(NOW - 366 * 86_400_000);
    expect(times.at(-1)).toBeLessThan(NOW);
  });
});
