import type { CallCounts } from '@tamis/adapter';
import { compileExplainer, sourcesNeeded } from '@tamis/core';
import { type PausedRow, rulesWithoutSource, runnableMapping } from '@tamis/mapping';
import { markProvisioned } from '../store/connections.ts';
import { saveDescription } from '../store/descriptions.ts';
import { releaseProposed } from '../store/desired.ts';
import { addProblems, type RunStart, startRun } from '../store/runs.ts';
import type { KnownField, RunContext } from './context.ts';
import { noCounts } from './counts.ts';
import { runSides } from './ownSide.ts';
import type { RunRequest } from './runRequest.ts';
import { isShortOfBudget } from './shortOfBudget.ts';
import { TimeSpent } from './timeSpent.ts';

/** Opens the run: creates our own fields where they are missing and allowed, learns the CRM's fields, pauses mapping rows whose field is gone. */
export async function openRun(request: RunRequest): Promise<RunContext> {
  const { db, scope, adapter, dryRun } = request;
  const callsBefore = adapter.counts();
  const startedAt = request.now();
  const writes = request.approved && !dryRun;
  const runId = await startRun(db, scope, startOf(request, startedAt));
  if (writes) await prepareWrites(request);
  const fields = await describeAll(request);
  const { mapping, paused } = runnableMapping(
    request.mapping,
    [...fields.values()],
    adapter.capabilities.objects,
  );
  await addProblems(db, { ...scope, runId }, paused.map(pausedProblem));
  const { objects } = adapter.capabilities;
  await saveDescription(db, scope, { objects, fields: [...fields.values()] });
  const counts = noCounts();
  const context: RunContext = {
    db,
    scope,
    runId,
    adapter,
    capabilities: adapter.capabilities,
    mapping,
    withoutSource: rulesWithoutSource(sourcesNeeded(request.model.model), mapping, [...fields.values()]),
    ...runSides(request, mapping),
    fields,
    model: request.model,
    explainer: compileExplainer(request.model.model, request.language),
    language: request.language,
    asOf: request.asOf,
    now: request.now,
    writes,
    handOverAfter: request.handOverAfter,
    signal: request.signal,
    counts,
    work: new Map(),
    callsBefore,
    linking: new TimeSpent(request.now),
    wentAway: new Set(),
    startedAt,
    freshEveryMs: request.freshEveryMs ?? null,
    budgetUnit: request.budget?.unit ?? 'request',
    shortOfBudget: shortOfBudget(request, callsBefore),
    notify: (step, object = null, expected = null) => request.observe?.({ step, object, expected, counts }),
    progressSaved: () => Promise.resolve(),
  };
  context.notify('opened');
  return context;
}

function startOf({ dryRun, trigger, mappingVersion, model }: RunRequest, at: number): RunStart {
  return { at, dryRun, trigger, mappingVersion, modelVersion: model.model.version };
}

function shortOfBudget({ adapter, budget }: RunRequest, callsBefore: CallCounts): () => boolean {
  if (budget === undefined) return () => false;
  const { units, left } = budget;
  return () => {
    const used = adapter.counts().budgetUsed - callsBefore.budgetUsed;
    return isShortOfBudget({ units, left: left - used }, adapter.accountUsage());
  };
}

async function prepareWrites({
  db,
  scope,
  adapter,
  ownFields,
  provisioned,
  now,
  signal,
}: RunRequest): Promise<void> {
  await releaseProposed(db, scope);
  if (provisioned || !adapter.capabilities.provision) return;
  await adapter.provision(ownFields, signal);
  await markProvisioned(db, scope, now());
}

/** Every field of the CRM, and before their creation our own: a dry run plans with them. */
async function describeAll({
  adapter,
  approved,
  dryRun,
  provisioned,
  ownFields,
  signal,
}: RunRequest): Promise<ReadonlyMap<string, KnownField>> {
  const fields = new Map<string, KnownField>();
  if (!provisioned && !(approved && !dryRun)) {
    for (const spec of ownFields)
      fields.set(`${spec.object}/${spec.name}`, {
        ...spec,
        writable: true,
        calculated: false,
        present: false,
      });
  }
  for (const { name } of adapter.capabilities.objects) {
    for (const field of await adapter.describe(name, signal))
      fields.set(`${field.object}/${field.name}`, { ...field, present: true });
  }
  return fields;
}

function pausedProblem({ object, message }: PausedRow) {
  return { object, recordId: null, code: 'row-paused', message };
}
