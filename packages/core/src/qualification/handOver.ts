import type { Grounds } from './grounds.ts';

/** Id under which a hand-over is blocked because the score stayed below the exit threshold for the whole dwell. */
export const INTEREST_FADED = 'interest-faded';

/** Whether sales may be handed the lead now. */
export interface HandOver {
  readonly allowed: boolean;
  readonly blockedBy: readonly string[];
  readonly faded: boolean;
  /** What forbids contact, without the fading. */
  readonly barredBy: readonly string[];
}

/**
 * A lead is due for sales while it stands as SQL, or as another stage in front of which the model's order puts it. It is handed over
 * unless the law, a gate or a disqualification forbids it, or its interest has faded.
 */
export function handOver({ situation, findings, standing }: Grounds): HandOver {
  const barredBy = [...new Set([...lawAndGates(situation, findings), ...disqualified(findings)])];
  const faded = standing.stage === 'sql' && standing.exitSince !== null && findings.clock.elapsed;
  const blockedBy = faded ? [...barredBy, INTEREST_FADED] : barredBy;
  return { allowed: isDue(findings, standing) && blockedBy.length === 0, blockedBy, faded, barredBy };
}

function lawAndGates({ score }: Grounds['situation'], { block }: Grounds['findings']): readonly string[] {
  const gates = score.gates.filter((gate) => gate.effect === 'block-hand-over').map((gate) => gate.gate);
  return block === null ? gates : [block, ...gates];
}

function disqualified({ reasons }: Grounds['findings']): readonly string[] {
  return reasons.filter((reason) => reason.stage === 'disqualified').flatMap((reason) => reason.refs);
}

function isDue({ reasons }: Grounds['findings'], { stage }: Grounds['standing']): boolean {
  if (stage === 'sql') return true;
  return (stage === 'pql' || stage === 'mql') && reasons.some((reason) => reason.stage === 'sql');
}
