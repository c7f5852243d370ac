import { dirtyLeads, markDue } from '../store/leads.ts';
import { withRunLock } from '../store/runLock.ts';
import { ChangesLanes } from './changesLanes.ts';
import { closeRun, type RunReport } from './closeRun.ts';
import { leadObjects, type RunContext } from './context.ts';
import { evaluateLeads } from './evaluate.ts';
import { type HandOverLane, openHandOverLane } from './handOverLane.ts';
import { hasteOf } from './haste.ts';
import { leftOver } from './leftOver.ts';
import { openRun } from './openRun.ts';
import { identifyWaiting } from './people/identifyWaiting.ts';
import { readTied } from './people/readTied.ts';
import type { PlannedWrite } from './plannedWrite.ts';
import { Progress } from './progress.ts';
import { proposedChanges } from './proposedChanges.ts';
import { pullObject } from './pullObject.ts';
import { openPushLane, type PushLane } from './pushLane.ts';
import type { ReadPage } from './readPages.ts';
import type { RunRequest } from './runRequest.ts';
import { storePage } from './storePage.ts';

/** Leads evaluated in one transaction outside the pull. */
const EVALUATION_BATCH = 500;

/**
 * One run of one connection: pull → assemble → evaluate → push.
 * Every arrow ends in the database: a killed run loses nothing, and the next one goes on from there.
 * Throws only what keeps a run from starting; whatever ends it later is in the report.
 */
export async function run(request: RunRequest): Promise<RunReport> {
  return withRunLock(request.db, request.scope, async () => {
    const halt = new AbortController();
    const signal = AbortSignal.any([request.signal, halt.signal]);
    const context = shownLive(await openRun({ ...request, signal }), (reason) => halt.abort(reason));
    const pushes = openPushLane(context, (reason) => halt.abort(reason));
    const lanes = { pushes, handOvers: openHandOverLane(context) };
    try {
      await identifyWaiting(context);
      await pullAndEvaluate(context, lanes);
      await evaluateWaiting(context, lanes);
      for await (const writes of leftOver(context, pushes)) await pushes.add(writes, 'last');
      await evaluateWaiting(context, lanes);
      if (request.dryRun) await listProposed(context, request);
      return await closeRun(context, { failure: null });
    } catch (failure) {
      halt.abort(failure);
      await pushes.drain().catch(() => undefined);
      return await closeRun(context, { failure });
    }
  });
}

/** What leaves for the CRM. */
interface Lanes {
  readonly pushes: PushLane;
  readonly handOvers: HandOverLane;
}

/**
 * The same context, whose events also move the run's row and say what the walks of all lead objects so far expect together; `stop` is
 * called when a person asks the run to stop.
 */
function shownLive(context: RunContext, stop: (reason: Error) => void): RunContext {
  const progress = new Progress();
  const walks = new Map<string | null, number>();
  const notify: RunContext['notify'] = (step, object = null, walk = null) => {
    if (walk !== null) walks.set(object, walk);
    const expected = walk === null ? null : [...walks.values()].reduce((sum, one) => sum + one, 0);
    context.notify(step, object, expected);
    progress.see(context, { step, object, expected, counts: context.counts }, stop);
  };
  return { ...context, notify, progressSaved: () => progress.settled() };
}

/** Related objects first, so that a lead is judged with its company, deals and activities; writes go out while later pages come in. */
async function pullAndEvaluate(context: RunContext, { pushes, handOvers }: Lanes): Promise<void> {
  const changes = new ChangesLanes(context);
  const unread = new Set(context.capabilities.objects.map(({ name }) => name));
  for (const object of context.capabilities.objects) {
    for await (const page of pullObject(context, object, changes)) {
      const { leadIds, gone } = await storePage(context, page);
      pushes.forget(gone);
      await readTied(context);
      context.notify('page-stored', page.object.name, page.object.role === 'lead' ? page.expected : null);
      const { writes, satisfied } = await evaluateLeads(context, leadIds);
      const { ready, later } = afterReading(context, { page, unread, writes });
      pushes.forget([...satisfied, ...later]);
      await pushes.add(ready, hasteOf(page, ready.length, context.adapter.limits));
      await handOvers.send();
    }
    unread.delete(object.name);
    await pushes.release();
  }
}

/**
 * The writes that can go now: to records of the page, and to objects whose changes have all been read; none, while another object of
 * leads is unread, since it may tell who somebody is. What people changed elsewhere is not known yet, so what is planned there stays
 * in the store until the end of the pull, unless somebody would wait for it beside a long walk.
 */
function afterReading(
  { counts, capabilities }: RunContext,
  { page, unread, writes }: { page: ReadPage; unread: ReadonlySet<string>; writes: readonly PlannedWrite[] },
): { readonly ready: readonly PlannedWrite[]; readonly later: readonly PlannedWrite[] } {
  if (page.urgent || page.cursor.phase !== 'changes') return { ready: writes, later: [] };
  const justRead = new Set(page.records.map(({ id }) => id));
  const isKnown = leadObjects(capabilities).every((name) => name === page.object.name || !unread.has(name));
  const isRead = ({ object, id }: PlannedWrite) =>
    isKnown && (!unread.has(object) || (object === page.object.name && justRead.has(id)));
  const [ready, later] = [writes.filter(isRead), writes.filter((write) => !isRead(write))];
  counts.planned -= later.length;
  return { ready, later };
}

/**
 * Leads that a company, a deal, an activity or the outcome of a write changed, and those that time alone changes. Earlier writes are
 * settled before, theirs after.
 */
async function evaluateWaiting(context: RunContext, { pushes, handOvers }: Lanes): Promise<void> {
  await settleAll(context, pushes);
  await markDue(context.db, context.scope, context.asOf());
  for (;;) {
    const leadIds = await dirtyLeads(context.db, context.scope, EVALUATION_BATCH);
    if (leadIds.length === 0) break;
    const { writes, satisfied } = await evaluateLeads(context, leadIds);
    pushes.forget(satisfied);
    await pushes.add(writes);
  }
  await settleAll(context, pushes);
  await handOvers.send();
}

/** Every write has its outcome; what follows from those that found their record gone waits for evaluation, if need be by the next run. */
async function settleAll(context: RunContext, pushes: PushLane): Promise<void> {
  await pushes.drain();
  await readTied(context);
}

async function listProposed(context: RunContext, { onProposed }: RunRequest): Promise<void> {
  if (!onProposed) return;
  for await (const change of proposedChanges(context)) onProposed(change);
}
