import type { Fields } from '@tamis/adapter';
import { type Activity, emptyLead, type Lead, type LeadScore, type Verdict } from '@tamis/core';
import type { PlanInput, Written } from '../../src/index.ts';
import { DAY, MORNING } from './crm.ts';

/** What the sieve said about a lead, in the words of a test. */
export interface Said {
  readonly points?: number;
  readonly fit?: number;
  readonly grade?: LeadScore['grade'];
  readonly stage?: Verdict['stage'];
  readonly reason?: string;
  readonly next?: Verdict['nextAction'];
  readonly handOver?: boolean;
  readonly model?: number;
  readonly at?: number;
  readonly activities?: readonly Activity[];
  readonly lead?: Partial<Lead>;
}

function score({ points = 40, fit = 20, grade = 'B2', model = 3, at = MORNING }: Said): LeadScore {
  return {
    model: { id: 'default', version: model },
    asOf: at,
    total: Math.round(points * 100),
    fit: Math.round(fit * 100),
    engagement: Math.round((points - fit) * 100),
    grade,
    contributions: [],
    missing: [],
    gates: [],
  };
}

function verdict({ stage = 'mql', next = 'nurture', handOver = false, at = MORNING }: Said): Verdict {
  return {
    stage,
    reasons: [],
    frameworks: [],
    handOver: { allowed: handOver, blockedBy: [] },
    hot: false,
    nextAction: next,
    missing: [],
    standing: { stage, since: at, exitSince: null, manual: null, answeredAt: null },
    changesAt: null,
  };
}

/** The input of a plan for a contact. */
export function planning(
  said: Said,
  crm: { observed?: Fields; written?: Written | null; refused?: Fields } = {},
): PlanInput {
  return {
    connectionId: '1',
    object: 'contacts',
    id: '1',
    origins: new Map(),
    changed: {},
    baselineAt: MORNING - DAY,
    contested: new Set(),
    verdict: verdict(said),
    score: score(said),
    explanation: {
      reason: said.reason ?? 'Visited the prices.',
      nextAction: `Do: ${said.next ?? 'nurture'}`,
    },
    asOf: said.at ?? MORNING,
    lead: { ...emptyLead('1'), activities: [...(said.activities ?? [])], ...said.lead },
    observed: crm.observed ?? {},
    written: crm.written ?? null,
    ...(crm.refused === undefined ? {} : { refused: crm.refused }),
  };
}
