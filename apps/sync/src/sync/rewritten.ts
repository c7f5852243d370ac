import type { CrmRecord } from '@tamis/adapter';
import type { Ledger, StoredRecord } from '../store/records.ts';
import type { Rewritten } from '../store/schema.ts';
import type { Same } from './classify.ts';
import { changeAfter } from './stamps.ts';

/** Whatever changes our value so soon after we wrote it is more likely a workflow of the customer's than a person. */
const AT_ONCE_MS = 10 * 60_000;
/** Rewrites further apart than this have nothing to do with each other. */
const FORGOTTEN_AFTER_MS = 30 * 24 * 3_600_000;
/** From so many times on we write the field no more on this record. */
const CONTESTED_FROM = 2;

/** The fields whose value of ours was rewritten at once, with how often by now. */
export function rewrittenFields(
  record: CrmRecord,
  known: { readonly stored: StoredRecord | undefined; readonly ledger: Ledger | undefined },
  { foreign, same }: { foreign: readonly string[]; same: Same },
): Readonly<Record<string, Rewritten>> {
  const { stored, ledger } = known;
  if (!stored || !ledger) return {};
  const { modifiedAt: at } = record;
  const rewritten = foreign.filter((field) => {
    const ours = stored.ourWrites[field];
    const since = changeAfter(ours, at) - (ours ?? Number.NEGATIVE_INFINITY);
    const stood =
      Object.hasOwn(ledger.written, field) && same(field, stored.fields[field], ledger.written[field]);
    return stood && since >= 0 && since <= AT_ONCE_MS;
  });
  return Object.fromEntries(
    rewritten.map((field) => {
      const before = ledger.contested[field];
      const times = before !== undefined && at - before.at <= FORGOTTEN_AFTER_MS ? before.times + 1 : 1;
      return [field, { times, at, value: record.fields[field] ?? null }];
    }),
  );
}

/** Something in the CRM keeps rewriting the field: we leave it alone until a person says otherwise. */
export function isContested({ times }: Rewritten): boolean {
  return times >= CONTESTED_FROM;
}
