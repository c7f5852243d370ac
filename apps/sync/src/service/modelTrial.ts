import { setImmediate as breathe } from 'node:timers/promises';
import type { CompiledModel, Lead, Standing } from '@tamis/core';
import { initialStanding } from '@tamis/core';
import { assemble, type Mapping, runnableMapping } from '@tamis/mapping';
import type { Connection } from '../store/connections.ts';
import { type EvaluationInput, evaluationInputs } from '../store/evaluationInputs.ts';
import { leadsAfter } from '../store/sampleLeads.ts';
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
  readonly connections: readonly Connection[];
  /** Objects of a connection with their roles, as its adapter declares them. */
  readonly roleOf: (connection: Connection, object: string) => string | undefined;
  readonly draft: CompiledModel;
  readonly asOf: number;
  readonly signal: AbortSignal;
}

/** Every evaluated lead of the workspace under the published model and under a draft, from the very same data. Changes nothing. */
export async function* compareModels(trial: ModelTrial): AsyncIterable<Comparison> {
  const { service, connections } = trial;
  const mappings = new Map(connections.map((one) => [one.id, runnableMapping(one.mapping, []).mapping]));
  for (let after = '0'; ; ) {
    trial.signal.throwIfAborted();
    const page = await leadsAfter(service.db, service.workspace.id, { after, limit: BATCH });
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
    for (const connection of connections) {
      const leadIds = page.filter(({ connectionId }) => connectionId === connection.id).map(({ id }) => id);
      const mapping = mappings.get(connection.id);
      if (leadIds.length > 0 && mapping !== undefined)
        yield* comparePage(trial, { connection, mapping, leadIds });
    }
    await breathe();
  }
}

interface Page {
  readonly connection: Connection;
  readonly mapping: Mapping;
  readonly leadIds: readonly string[];
}

async function* comparePage(
  trial: ModelTrial,
  { connection, mapping, leadIds }: Page,
): AsyncIterable<Comparison> {
  const { service, asOf } = trial;
  const scope = { workspaceId: service.workspace.id, connectionId: connection.id };
  const inputs = await evaluationInputs(service.db, scope, { leadIds, lock: false });
  for (const input of inputs) {
    if (input.linked.length === 0) continue;
    const lead = leadOf(trial, connection, { input, mapping });
    const standing = input.standing ?? initialStanding(asOf);
    const { person, company } = lead;
    yield {
      leadId: input.leadId,
      name: [person.firstName, person.lastName].filter(Boolean).join(' ') || (person.email ?? ''),
      company: company.name ?? '',
      published: standpoint(service.model, lead, { standing, asOf }),
      draft: standpoint(trial.draft, lead, { standing, asOf }),
    };
  }
}

function leadOf(
  { roleOf, asOf }: ModelTrial,
  connection: Connection,
  { input, mapping }: { input: EvaluationInput; mapping: Mapping },
): Lead {
  const related = (role: string) =>
    [...input.related].flatMap(([object, records]) => (roleOf(connection, object) === role ? records : []));
  const side = {
    connectionId: connection.id,
    mapping,
    records: input.linked.map(({ record }) => ({ ...record, changed: {}, baselineAt: record.modifiedAt })),
    companies: related('company'),
    deals: related('deal'),
    activities: input.activities,
  };
  return assemble({ leadId: input.leadId, sides: [side], manual: [], asOf }).lead;
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
