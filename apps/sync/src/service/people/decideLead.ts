import type { ManualStage } from '@tamis/core';
import { type LeadPath, leadPath } from '@tamis/mapping';
import type { Kysely } from 'kysely';
import { setManualStage } from '../../store/again.ts';
import { evaluatedLead } from '../../store/leadDetail.ts';
import { addLeadEvents } from '../../store/leadEvents.ts';
import { dropManualValue, saveManualValue } from '../../store/manualValues.ts';
import type { LeadEvent } from '../../store/people/leadEvent.ts';
import { markLeadsDirty } from '../../store/people/leadRows.ts';
import type { Queries, Tables } from '../../store/schema.ts';
import { inLeadTransaction } from '../../store/transaction.ts';
import type { Decider } from './decideLink.ts';

/** What a person decides: with a reason, until an instant or, with `null`, for ever. */
interface Decision {
  readonly reason: string;
  readonly until: number | null;
}

/** A value that a person sets for a field of a lead; `null` is "nothing, on purpose". */
export interface ValueDecision extends Decision {
  readonly value: string | number | null;
}

/** Sets a person's stage for a lead, or with `null` lets the model decide; the history tells it, and the next run writes what follows. */
export function decideStage(
  db: Kysely<Tables>,
  { workspaceId, by, at }: Decider,
  { leadId, decision }: { leadId: string; decision: (Decision & Pick<ManualStage, 'stage'>) | null },
): Promise<void> {
  return inLeadTransaction(db, async (queries) => {
    const key = { workspaceId, leadId };
    const before = (await evaluatedLead(queries, key))?.standing?.manual ?? null;
    const manual = decision === null ? null : { ...decision, by, at };
    await setManualStage(queries, key, manual);
    if (manual !== null) await tell(queries, key, { at, event: { kind: 'manual-stage-set', manual } });
    else if (before !== null) await tell(queries, key, { at, event: { kind: 'manual-stage-cleared', by } });
  });
}

/** Sets a field of a lead by hand, or with `null` leaves it to the CRMs again. */
export function decideValue(
  db: Kysely<Tables>,
  { workspaceId, by, at }: Decider,
  { leadId, path, decision }: { leadId: string; path: string; decision: ValueDecision | null },
): Promise<void> {
  return inLeadTransaction(db, async (queries) => {
    const key = { workspaceId, leadId };
    if (decision !== null) {
      await saveManualValue(queries, key, { ...decision, path, by, at });
      await tell(queries, key, { at, event: { kind: 'value-set', ...decision, path, by } });
    } else if (await dropManualValue(queries, key, path)) {
      await tell(queries, key, { at, event: { kind: 'value-cleared', path, by } });
    }
    await markLeadsDirty(queries, workspaceId, [leadId]);
  });
}

async function tell(
  queries: Queries,
  { workspaceId, leadId }: { workspaceId: string; leadId: string },
  { at, event }: { at: number; event: LeadEvent },
): Promise<void> {
  await addLeadEvents(queries, workspaceId, [{ leadId, at, event }]);
}

/** A field that people may set by hand: what the person and the company are, as text or number; `null` for any other. */
export function settablePath(path: string): (LeadPath & { readonly type: 'text' | 'number' }) | null {
  const found = /^(person|company)\./.test(path) ? leadPath(path) : null;
  if (found === null) return null;
  const { type } = found;
  return type === 'text' || type === 'number' ? { ...found, type } : null;
}
