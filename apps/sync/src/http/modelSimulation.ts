import type { Answer, routes } from '@tamis/api';
import { compile, type ScoringModel } from '@tamis/core';
import { loadDomainLists } from '../service/domainLists.ts';
import { type Comparison, compareModels } from '../service/modelTrial.ts';
import type { HandlerContext } from './handler.ts';

type Simulation = Answer<(typeof routes)['simulateModel']>;

const BIN_POINTS = 5;
const MOST_POINTS = 100;
const HUNDREDTHS = 100;
const MOVERS = 100;

/** Every stored lead under a draft beside what is published: figures, and who would move. Memory does not grow with the leads. */
export async function simulateModel(context: HandlerContext, draft: ScoringModel): Promise<Simulation> {
  const { service, now, signal } = context;
  const tally = new Tally();
  for await (const comparison of compareModels({
    service,
    draft: compile(draft, loadDomainLists()),
    asOf: now(),
    signal,
  }))
    tally.add(comparison);
  return tally.result();
}

/** Counts comparisons as they pass. */
class Tally {
  #leads = 0;
  readonly #bins = Array.from({ length: MOST_POINTS / BIN_POINTS }, () => ({ published: 0, draft: 0 }));
  readonly #stages = new Map<string, { published: number; draft: number }>();
  readonly #moves = new Map<string, { from: string; to: string; leads: number }>();
  #movers: Comparison[] = [];

  add(comparison: Comparison): void {
    const { published, draft } = comparison;
    this.#leads += 1;
    this.#count('published', published);
    this.#count('draft', draft);
    if (published.stage !== draft.stage) this.#move(published.stage, draft.stage);
    if (published.stage !== draft.stage || published.total !== draft.total) this.#keep(comparison);
  }

  result(): Simulation {
    return {
      leads: this.#leads,
      histogram: this.#bins.map((bin, index) => ({
        from: index * BIN_POINTS,
        to: (index + 1) * BIN_POINTS,
        ...bin,
      })),
      stages: [...this.#stages].map(([stage, counts]) => ({ stage, ...counts })),
      moves: [...this.#moves.values()].toSorted((a, b) => b.leads - a.leads),
      movers: this.#movers.toSorted(byWeight).slice(0, MOVERS).map(inPoints),
    };
  }

  #count(side: 'published' | 'draft', { stage, total }: Comparison['draft']): void {
    const bin = Math.floor(total / HUNDREDTHS / BIN_POINTS);
    const held = this.#bins[Math.min(Math.max(bin, 0), this.#bins.length - 1)];
    if (held !== undefined) held[side] += 1;
    const counts = this.#stages.get(stage) ?? { published: 0, draft: 0 };
    counts[side] += 1;
    this.#stages.set(stage, counts);
  }

  #move(from: string, to: string): void {
    const key = `${from} ${to}`;
    const known = this.#moves.get(key) ?? { from, to, leads: 0 };
    this.#moves.set(key, { ...known, leads: known.leads + 1 });
  }

  #keep(comparison: Comparison): void {
    this.#movers.push(comparison);
    if (this.#movers.length >= 2 * MOVERS) this.#movers = this.#movers.toSorted(byWeight).slice(0, MOVERS);
  }
}

/** Moves of the stage first, then the largest changes of the total. */
function byWeight(a: Comparison, b: Comparison): number {
  const moved = ({ published, draft }: Comparison) => (published.stage === draft.stage ? 0 : 1);
  const change = ({ published, draft }: Comparison) => Math.abs(draft.total - published.total);
  return moved(b) - moved(a) || change(b) - change(a);
}

function inPoints({ published, draft, ...lead }: Comparison): Simulation['movers'][number] {
  const points = (one: Comparison['draft']) => ({ ...one, total: one.total / HUNDREDTHS });
  return { ...lead, published: points(published), draft: points(draft) };
}
