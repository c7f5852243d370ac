import type { Fields, PushOutcome, RecordChange, RecordGoneNotice } from '@tamis/adapter';
import { type Settlement, settleDesires } from '../store/desired.ts';
import { markDirty } from '../store/leads.ts';
import { saveConfirmed } from '../store/records.ts';
import { addProblems, type Problem } from '../store/runs.ts';
import { inRunTransaction } from '../store/transaction.ts';
import { workOf } from './callFloor.ts';
import type { RunContext } from './context.ts';
import { noteGone } from './noteGone.ts';
import { linkArrivals } from './people/linkArrivals.ts';
import { sameIn } from './same.ts';

/** One change beside what became of it. */
interface Settled {
  readonly change: RecordChange;
  readonly outcome: PushOutcome;
}

/** Notes what became of one batch: observed, desired and counts, in one transaction. */
export async function settleBatch(
  context: RunContext,
  {
    object,
    changes,
    outcomes,
  }: { object: string; changes: readonly RecordChange[]; outcomes: readonly PushOutcome[] },
): Promise<void> {
  const settled = changes.map((change, index) => pair(object, change, outcomes[index]));
  const settlements = settled.flatMap((one) => settlementOf(context, object, one));
  const gone = settled.flatMap(({ outcome }) => goneNotice(object, outcome));
  await inRunTransaction(context.db, async (queries) => {
    await saveConfirmed(queries, context.scope, { object, confirmed: confirmedOf(settled) });
    await settleDesires(queries, context.scope, { object, settlements, at: context.asOf() });
    await noteGone(queries, context, gone);
    await linkArrivals(queries, context, { changed: [], gone });
    await markDirty(queries, context.scope, {
      object,
      ids: gone.flatMap(({ id, mergedInto }) => [id, mergedInto ?? id]),
    });
    await addProblems(
      queries,
      { ...context.scope, runId: context.runId },
      settled.flatMap((one) => problemOf(context, object, one)),
    );
  });
  const written = settlements.filter(({ state }) => state === 'written').length;
  const unknown = settled.filter(({ outcome }) => outcome.status === 'unknown').length;
  context.counts.written += written;
  context.counts.refused += settled.length - written - unknown;
  workOf(context.work, object).sent += settled.length - unknown;
}

function pair(object: string, change: RecordChange, outcome: PushOutcome | undefined): Settled {
  if (outcome?.id !== change.id) {
    throw new Error(
      `The adapter's outcomes do not match the batch: expected ${object} ${change.id}, got ${outcome?.id}.`,
    );
  }
  return { change, outcome };
}

function settlementOf(
  context: RunContext,
  object: string,
  { change, outcome }: Settled,
): readonly Settlement[] {
  const { id: recordId, fields: sent } = change;
  if (outcome.status === 'unknown' || outcome.status === 'gone') return [];
  if (outcome.status === 'refused')
    return [{ recordId, sent, state: 'refused', written: null, refused: sent }];
  const kept = keptByCrm(context, object, { sent, answered: outcome.fields });
  const refused = Object.fromEntries(kept.map((field) => [field, sent[field] ?? null]));
  const written = Object.fromEntries(Object.entries(sent).filter(([field]) => !kept.includes(field)));
  return [{ recordId, sent, state: kept.length === 0 ? 'written' : 'refused', written, refused }];
}

/** Fields for which the CRM answered with another value than the one sent. */
function keptByCrm(
  context: RunContext,
  object: string,
  { sent, answered }: { sent: Fields; answered: Fields },
): readonly string[] {
  const same = sameIn(context, object);
  return Object.keys(sent).filter((field) => field in answered && !same(field, sent[field], answered[field]));
}

function confirmedOf(settled: readonly Settled[]) {
  return settled.flatMap(({ outcome }) =>
    outcome.status === 'written'
      ? [{ id: outcome.id, fields: outcome.fields, modifiedAt: outcome.modifiedAt }]
      : [],
  );
}

function goneNotice(object: string, outcome: PushOutcome): readonly RecordGoneNotice[] {
  if (outcome.status !== 'gone') return [];
  const { status, ...notice } = outcome;
  return [{ object, ...notice }];
}

function problemOf(context: RunContext, object: string, { change, outcome }: Settled): readonly Problem[] {
  const recordId = change.id;
  switch (outcome.status) {
    case 'refused':
      return [{ object, recordId, code: outcome.code, message: outcome.message }];
    case 'gone': {
      return [
        {
          object,
          recordId,
          code: 'gone',
          message: `The record ${fateOf(outcome)} in the CRM; nothing was written to it.`,
        },
      ];
    }
    case 'unknown':
      return [
        {
          object,
          recordId,
          code: 'outcome-unknown',
          message: `${outcome.message} The next run writes it again.`,
        },
      ];
    case 'written': {
      const kept = keptByCrm(context, object, { sent: change.fields, answered: outcome.fields });
      if (kept.length === 0) return [];
      const message = `The CRM kept its own value of ${kept.join(', ')}. It is not tried again until the value we want changes.`;
      return [{ object, recordId, code: 'kept-by-crm', message }];
    }
  }
}

function fateOf({ mergedInto, convertedInto }: Extract<PushOutcome, { status: 'gone' }>): string {
  if (convertedInto !== undefined) return `was converted into ${convertedInto.object} ${convertedInto.id}`;
  return mergedInto === undefined ? 'was deleted' : `was merged into ${mergedInto}`;
}
