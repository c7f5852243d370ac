import { setImmediate as breathe } from 'node:timers/promises';
import type { CompiledModel, Lead, Standing } from '@tamis/core';
import { initialStanding } from '@tamis/core';
import { type EvaluationInput, evaluationInputs } from '../store/evaluationInputs.ts';
import { leadsAfter } from '../store/sampleLeads.ts';
import { assembleLead, type Sides } from '../sync/assembleLead.ts';
import { Companions } from '../sync/companions.ts';
import type { Service } from './service.ts';

/** Leads judged between two looks at other work. */
const BATCH = 250;

/** Where a lead stands under one model. */
export interface Standpoint {
  readonly stage: string;
  /** Hundredths. */
  readonly total: number;
  readonly grade: string;
}

/** One stored lead under two models. */
export interface Comparison {
  readonly leadId: string;
  readonly name: string;
  readonly company: string;
  readonly published: Standpoint;
  readonly draft: Standpoint;
}

/** What is compared, for whom and as of when. */
export interface ModelTrial {
  readonly service: Service;
  readonly draft: CompiledModel;
  readonly asOf: number;
  readonly signal: AbortSignal;
}

/** Every evaluated lead of the workspace under the published model and under a draft, from the very same data. Changes nothing. */
export async function* compareModels(trial: ModelTrial): AsyncIterable<Comparison> {
  const { db, workspace } = trial.service;
  const sides = await new Companions(workspace.id).sides(db, { dryRun: true });
  for (let after = '0'; ; ) {
    trial.signal.throwIfAborted();
    const leadIds = await leadsAfter(db, workspace.id, { after, limit: BATCH });
    const last = leadIds.at(-1);
    if (last === undefined) return;
    after = last;
    const inputs = await evaluationInputs(db, workspace.id, { leadIds, lock: false });
    for (const input of inputs) if (input.sides.size > 0) yield compare(trial, sides, input);
    await breathe();
  }
}

function compare({ service, draft, asOf }: ModelTrial, sides: Sides, input: EvaluationInput): Comparison {
  const { lead } = assembleLead(sides, input, asOf);
  const standing = input.standing ?? initialStanding(asOf);
  const { person, company } = lead;
  return {
    leadId: input.leadId,
    name: [person.firstName, person.lastName].filter(Boolean).join(' ') || (person.email ?? ''),
    company: company.name ?? '',
    published: standpoint(service.model, lead, { standing, asOf }),
    draft: standpoint(draft, lead, { standing, asOf }),
  };
}

function standpoint(
  model: CompiledModel,
  lead: Lead,
  { standing, asOf }: { standing: Standing; asOf: number },
): Standpoint {
  const score = model.score(lead, asOf);
  const { stage } = model.qualify(lead, score, standing, asOf);
  return { stage, total: score.total, grade: score.grade };
}
