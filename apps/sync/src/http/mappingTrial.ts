import type { Fields, MappingDocument } from '@tamis/adapter';
import type { Answer, routes } from '@tamis/api';
import { runnableMapping } from '@tamis/mapping';
import { type Trial, type TrialOutcome, tryMapping } from '../service/outcomes.ts';
import type { Connection } from '../store/connections.ts';
import { type EvaluationInput, evaluationInputs } from '../store/evaluationInputs.ts';
import { leadMeant, newestLeads } from '../store/sampleLeads.ts';
import { Companions } from '../sync/companions.ts';
import { vendorOf } from '../vendors.ts';
import { requireConnection } from './connectionCard.ts';
import { crmFields } from './crmFields.ts';
import type { HandlerContext, Reply } from './handler.ts';
import { ProblemError } from './problemError.ts';

type TestAnswer = Answer<(typeof routes)['testMapping']>;
type Simulation = Answer<(typeof routes)['simulateMapping']>;

const EXAMPLES = 50;

/** One stored lead through a mapping: what is pulled, the verdict, and what would be pushed. Writes nothing. */
export async function testMapping(
  context: HandlerContext,
  connectionId: string,
  { document, record }: { document: MappingDocument; record?: string | undefined },
): Promise<Reply<TestAnswer>> {
  const connection = await requireConnection(context, connectionId);
  const scope = { workspaceId: context.service.workspace.id, connectionId };
  const leadId = await leadMeant(context.service.db, scope, record);
  const [input] = leadId === null ? [] : await inputs(context, [leadId]);
  const trial = await trialOf(context, connection);
  const outcomes = input === undefined ? [] : tryMapping(trial, document)(input);
  const outcome = outcomes.find(({ recordId }) => recordId === record) ?? outcomes[0];
  if (outcome === undefined || input === undefined)
    throw new ProblemError(
      'not-found',
      'No stored record is meant by this. Give the id or the e-mail address of a record that a run has read.',
      {
        code: 'no-record',
      },
    );
  return { body: testAnswer({ outcome, input, connection, trial }, document) };
}

interface Tested {
  readonly outcome: TrialOutcome;
  readonly input: EvaluationInput;
  readonly connection: Connection;
  readonly trial: Trial;
}

function testAnswer({ outcome, input, connection, trial }: Tested, document: MappingDocument): TestAnswer {
  const { judgement, object, recordId, observed, changes } = outcome;
  const { score, verdict, reason, card } = judgement.evaluation;
  const { mapping } = runnableMapping(document, trial.fields, trial.capabilities.objects);
  const { linked, related } = input.sides.get(connection.id) ?? { linked: [], related: new Map() };
  const records = [...linked.map(({ record }) => record), ...[...related.values()].flat()];
  return {
    record: {
      object,
      id: recordId,
      name: card.name || `#${recordId}`,
      uiUrl: vendorOf(connection.vendor).recordUrl(connection.account, object, recordId),
    },
    pulled: document.fields
      .map((row, index) => ({ ...row, place: `fields[${index}]` }))
      .filter(({ direction }) => direction !== 'push')
      .map(({ place, lead, field, object: from }) => {
        const source = records.find((one) => one.object === from);
        const problem = judgement.problems.find(({ row }) => row === place);
        const raw = toValue(source?.fields[field]);
        return {
          row: place,
          field: `${from}/${field}`,
          raw,
          lead,
          value: raw,
          problem: problem?.message ?? null,
        };
      }),
    verdict: { stage: verdict.stage, total: score.total / 100, grade: score.grade, reason },
    pushed: (mapping.pushed.get(object) ?? []).map(({ field }) => ({
      field,
      label: labelOf(trial, object, field),
      before: toValue(observed[field]),
      after: toValue(field in changes ? changes[field] : observed[field]),
      write: field in changes,
      problem:
        judgement.problems.find((one) => one.object === object && one.field === field)?.message ?? null,
    })),
  };
}

/** Stored records under a draft beside what is published. Writes nothing. */
export async function simulateMapping(
  context: HandlerContext,
  connectionId: string,
  { document, records }: { document: MappingDocument; records: number },
): Promise<Reply<Simulation>> {
  const connection = await requireConnection(context, connectionId);
  const scope = { workspaceId: context.service.workspace.id, connectionId };
  const leads = await newestLeads(context.service.db, scope, records);
  const trial = await trialOf(context, connection);
  const [before, after] = [tryMapping(trial, connection.mapping), tryMapping(trial, document)];
  const pairs = (await inputs(context, leads)).flatMap((input) => {
    const old = before(input);
    return after(input).map((outcome, index) => ({ outcome, old: old[index] }));
  });
  return { body: summary(pairs, trial) };
}

interface Pair {
  readonly outcome: TrialOutcome;
  readonly old: TrialOutcome | undefined;
}

function summary(pairs: readonly Pair[], trial: Trial): Simulation {
  const kinds = pairs.map(kindOf);
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  const examples = pairs
    .map((pair, index) => ({ pair, kind: kinds[index] }))
    .filter(({ kind }) => kind !== 'unchanged')
    .slice(0, EXAMPLES);
  return {
    records: pairs.length,
    unchanged: count('unchanged'),
    changed: count('changed'),
    failed: count('failed'),
    cut: count('cut'),
    stageMoves: stageMoves(pairs),
    examples: examples.map(({ pair, kind }) => ({
      object: pair.outcome.object,
      recordId: pair.outcome.recordId,
      name: pair.outcome.judgement.evaluation.card.name || `#${pair.outcome.recordId}`,
      outcome: kind === 'failed' || kind === 'cut' ? kind : 'changed',
      fields: differing(pair, trial),
    })),
  };
}

function kindOf({ outcome, old }: Pair): 'unchanged' | 'changed' | 'failed' | 'cut' {
  const { problems } = outcome;
  if (problems.some(({ code }) => code !== 'cut-to-length' && code !== 'time-cut')) return 'failed';
  if (problems.length > 0) return 'cut';
  return JSON.stringify(old?.changes ?? {}) === JSON.stringify(outcome.changes) ? 'unchanged' : 'changed';
}

function differing({ outcome, old }: Pair, trial: Trial): Simulation['examples'][number]['fields'] {
  const names = new Set([...Object.keys(outcome.changes), ...Object.keys(old?.changes ?? {})]);
  const wanted = (fields: Fields | undefined, field: string) =>
    fields !== undefined && field in fields ? fields[field] : outcome.observed[field];
  const changed = [...names].filter(
    (field) => JSON.stringify(wanted(old?.changes, field)) !== JSON.stringify(wanted(outcome.changes, field)),
  );
  return [
    ...changed.map((field) => ({
      field,
      label: labelOf(trial, outcome.object, field),
      before: toValue(wanted(old?.changes, field)),
      after: toValue(wanted(outcome.changes, field)),
      problem: null,
    })),
    ...outcome.problems.map(({ field, object, value, message }) => ({
      field,
      label: labelOf(trial, object, field),
      before: toValue(value),
      after: null,
      problem: message,
    })),
  ];
}

function stageMoves(pairs: readonly Pair[]): Simulation['stageMoves'] {
  const moves = new Map<string, { from: string | null; to: string; leads: number }>();
  for (const { outcome, old } of pairs) {
    const [from, to] = [
      old?.judgement.evaluation.verdict.stage ?? null,
      outcome.judgement.evaluation.verdict.stage,
    ];
    if (from === to) continue;
    const key = `${from} ${to}`;
    moves.set(key, { from, to, leads: (moves.get(key)?.leads ?? 0) + 1 });
  }
  return [...moves.values()].toSorted((a, b) => b.leads - a.leads);
}

async function trialOf(context: HandlerContext, connection: Connection): Promise<Trial> {
  const { service, now } = context;
  const { capabilities } = await context.adapterOf(service, connection);
  const others = await new Companions(service.workspace.id).sides(service.db, { dryRun: true });
  const fields = await crmFields(context, connection);
  return { service, connectionId: connection.id, others, capabilities, fields, asOf: now() };
}

function inputs(
  { service }: HandlerContext,
  leadIds: readonly string[],
): Promise<readonly EvaluationInput[]> {
  return evaluationInputs(service.db, service.workspace.id, { leadIds, lock: false });
}

function labelOf({ fields }: Trial, object: string, field: string): string {
  return fields.find((one) => one.object === object && one.name === field)?.label ?? field;
}

function toValue(value: string | number | boolean | null | readonly string[] | undefined) {
  if (value === undefined) return null;
  return typeof value === 'object' && value !== null ? [...value] : value;
}
