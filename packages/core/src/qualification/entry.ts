import type { Instant, Lead } from '../lead/lead.ts';
import type { EdgeFinder } from '../scoring/conditionEdges.ts';
import { edgesOfAll } from './edges.ts';
import { compileFastLanes } from './fastLane.ts';
import type { LeadReading } from './leadReading.ts';
import type { QualificationPolicy, Threshold } from './policy.ts';
import { entryPoints } from './scoreView.ts';
import { compileSignal } from './signal.ts';
import type { Situation } from './situation.ts';
import type { FrameworkResult, StageReason } from './verdict.ts';

/** What has been found out about a lead before its entries are asked. */
export interface EntryGrounds {
  readonly bant: FrameworkResult;
  /** Nothing in the law forbids contact. */
  readonly contactable: boolean;
  readonly accepted: boolean;
}

/** The entry conditions of MQL, PQL and SQL ready to be asked. */
export interface CompiledEntries {
  /** Every reason for which one of the stages is entered now. */
  readonly reasons: Question;
  readonly hot: (lead: Lead, asOf: Instant) => readonly string[];
  readonly edges: EdgeFinder;
}

type Question = (situation: Situation, grounds: EntryGrounds) => readonly StageReason[];

/** Compiles the entries. Throws `ModelInvalid` for a pattern that is not RE2. */
export function compileEntries(policy: QualificationPolicy, reading: LeadReading): CompiledEntries {
  const lanes = compileFastLanes(policy.fastLanes, reading);
  const product = productEntries(policy.pql, reading);
  const content = compileSignal(policy.mql.content, { place: 'content route', reading });
  const questions: readonly Question[] = [
    (_, { accepted }) => (accepted ? [acceptedReason] : []),
    (situation, { contactable }) => lanes.reasons(situation, contactable),
    (_, { bant }) => bantReason(bant),
    (situation) => thresholdReason('sql', policy.sql.score, situation),
    product.reasons,
    (situation) => thresholdReason('mql', policy.mql.score, situation),
    ({ lead, asOf }) => evidenced('content-route', 'mql', content.evidence(lead, asOf)),
  ];
  return {
    reasons: (situation, grounds) => questions.flatMap((question) => question(situation, grounds)),
    hot: lanes.hot,
    edges: edgesOfAll([lanes, product, content]),
  };
}

const acceptedReason: StageReason = {
  code: 'accepted-by-sales',
  stage: 'sql',
  refs: [],
  evidence: [{ field: 'salesAnswer.status', value: 'accepted' }],
};

function bantReason(bant: FrameworkResult): readonly StageReason[] {
  if (!bant.qualified) return [];
  const met = bant.criteria.filter((criterion) => criterion.state === 'met');
  const evidence = met.flatMap((criterion) => criterion.evidence);
  return [{ code: 'bant', stage: 'sql', refs: met.map((criterion) => criterion.id), evidence }];
}

function thresholdReason(
  stage: 'sql' | 'mql',
  threshold: Threshold,
  { score }: Situation,
): readonly StageReason[] {
  if (score.total < entryPoints(threshold)) return [];
  return [{ code: 'score-threshold', stage, refs: [], evidence: [] }];
}

function evidenced(
  code: StageReason['code'],
  stage: 'mql' | 'pql',
  evidence: StageReason['evidence'][number] | null,
): readonly StageReason[] {
  return evidence === null ? [] : [{ code, stage, refs: [], evidence: [evidence] }];
}

function productEntries(
  policy: QualificationPolicy['pql'],
  reading: LeadReading,
): Omit<CompiledEntries, 'hot'> {
  const planLimit = compileSignal(policy.planLimit, { place: 'plan limit', reading });
  const events = policy.activation.map((event) =>
    compileSignal(event, { place: 'activation event', reading }),
  );
  return {
    reasons: ({ lead, asOf }) => {
      const activated = events.flatMap((event) => event.evidence(lead, asOf) ?? []);
      const isActive = events.length > 0 && activated.length === events.length;
      return [
        ...evidenced('plan-limit', 'pql', planLimit.evidence(lead, asOf)),
        ...(isActive ? [{ code: 'activation', stage: 'pql', refs: [], evidence: activated } as const] : []),
      ];
    },
    edges: edgesOfAll([planLimit, ...events]),
  };
}
