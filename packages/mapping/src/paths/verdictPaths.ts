import type { FieldType } from '@tamis/adapter';
import { startOfUtcDay } from '../values/instant.ts';
import type { ValueType } from '../values/leadValue.ts';
import type { PlanReason, Verdicted } from '../writePlan.ts';

/**
 * What a change of the field is worth. `change` deserves a write, `score` does from 5 points on, `along` goes with another change,
 * and `never-first` does not even start one where the CRM field is still empty.
 */
export type Weight = 'change' | 'score' | 'along' | 'never-first';

/** One part of the verdict that can be written to the CRM. */
export interface VerdictPath {
  readonly path: string;
  readonly type: ValueType;
  /** Type of the CRM field where the connection has not described it. */
  readonly crmType: FieldType;
  readonly weight: Weight;
  /** Why a write of this field exists, when it does. */
  readonly reason: PlanReason;
  /** A vocabulary of ours: with `transform.values`, a word without a counterpart is not written. */
  readonly closed: boolean;
  read(verdicted: Verdicted, crmType: FieldType): string | number | boolean;
}

const HUNDREDTHS = 100;

/** Whole points from integer hundredths; decay moves the hundredths daily and nobody needs to see that. */
function wholePoints(hundredths: number): number {
  return Math.round(hundredths / HUNDREDTHS) + 0;
}

const score = {
  type: 'number',
  crmType: 'number',
  weight: 'score',
  reason: 'score-moved',
  closed: false,
} as const;
const change = { crmType: 'text', weight: 'change', closed: true } as const;
const along = { crmType: 'text', weight: 'along', reason: 'first-value', closed: false } as const;

const PATHS: readonly VerdictPath[] = [
  { ...score, path: 'verdict.score', read: ({ score: { total } }) => wholePoints(total) },
  { ...score, path: 'verdict.fit', read: ({ score: { fit } }) => wholePoints(fit) },
  { ...score, path: 'verdict.engagement', read: ({ score: { engagement } }) => wholePoints(engagement) },
  {
    ...change,
    path: 'verdict.grade',
    type: 'choice',
    reason: 'grade-changed',
    read: ({ score: { grade } }) => grade,
  },
  {
    ...change,
    path: 'verdict.stage',
    type: 'choice',
    reason: 'stage-changed',
    read: ({ verdict }) => verdict.stage,
  },
  {
    ...change,
    path: 'verdict.nextAction',
    type: 'text',
    reason: 'next-action-changed',
    closed: false,
    // A list of options holds the action's key; any other field holds its words.
    read: ({ verdict, explanation }, crmType) =>
      crmType === 'enumeration' ? verdict.nextAction : explanation.nextAction,
  },
  {
    ...change,
    path: 'verdict.handOver',
    type: 'boolean',
    crmType: 'boolean',
    reason: 'hand-over-changed',
    read: ({ verdict }) => verdict.handOver.allowed,
  },
  { ...along, path: 'verdict.reason', type: 'text', read: ({ explanation }) => explanation.reason },
  {
    ...along,
    path: 'verdict.modelVersion',
    type: 'text',
    read: ({ score: { model } }, crmType) =>
      crmType === 'number' ? model.version : `${model.id}@${model.version}`,
  },
  {
    ...along,
    path: 'verdict.scoredAt',
    type: 'instant',
    crmType: 'datetime',
    weight: 'never-first',
    // Where the CRM knows days alone, the day is all that was to be said.
    read: ({ asOf }, crmType) => (crmType === 'date' ? startOfUtcDay(asOf) : asOf),
  },
];

const BY_PATH: ReadonlyMap<string, VerdictPath> = new Map(PATHS.map((path) => [path.path, path]));

/** Every part of the verdict that a pushed row may name. */
export const verdictPaths: readonly string[] = [...BY_PATH.keys()];

/** The part of the verdict of that path, or `null` where there is none. */
export function verdictPath(path: string): VerdictPath | null {
  return BY_PATH.get(path) ?? null;
}

/** Does the path name the verdict rather than the lead? */
export function isVerdictPath(path: string): boolean {
  return path.startsWith('verdict.');
}
