import type { CrmRecord } from '@tamis/adapter';
import type { Same } from './classify.ts';
import type { RunContext } from './context.ts';
import type { QueuedWrite } from './pushQueue.ts';
import { readNow, storeSeen } from './readNow.ts';
import { sameIn } from './same.ts';

/** A batch after its records were looked at once more. */
export interface LookedAgain {
  /** What is still to be written. */
  readonly changes: readonly QueuedWrite[];
  /** Records to which nothing is written now: somebody changed them, or they are gone. */
  readonly overtaken: readonly string[];
}

/**
 * Looks at fields that people edit once more, just before they are written: what somebody changed since it was pulled is left alone,
 * stored, and weighed when its lead is judged again. Fields of the product's own are written as planned.
 */
export async function lookAgain(
  context: RunContext,
  object: string,
  changes: readonly QueuedWrite[],
): Promise<LookedAgain> {
  const guarded = context.guarded(object);
  const isAtRisk = ({ fields }: QueuedWrite) => Object.keys(fields).some((field) => guarded.has(field));
  const atRisk = changes.filter(isAtRisk);
  if (atRisk.length === 0) return { changes, overtaken: [] };
  const now = await readNow(context, object, { ids: atRisk.map(({ id }) => id), fields: [...guarded] });
  const same = sameIn(context, object);
  const looked = changes.map((change) => {
    if (!isAtRisk(change)) return { change, isWhole: true };
    const kept = withoutOvertaken(change, { guarded, now: now.get(change.id), same });
    return { change: kept, isWhole: sizeOf(kept) === sizeOf(change) };
  });
  const seen = looked.flatMap(({ change, isWhole }) => (isWhole ? [] : (now.get(change.id) ?? [])));
  await storeSeen(context, object, seen);
  const all = looked.map(({ change }) => change);
  return {
    changes: all.filter((change) => sizeOf(change) > 0),
    overtaken: all.filter((change) => sizeOf(change) === 0).map(({ id }) => id),
  };
}

function sizeOf({ fields }: QueuedWrite): number {
  return Object.keys(fields).length;
}

/** The change without the fields that no longer hold what the plan saw; all of it goes where the record is gone. */
function withoutOvertaken(
  change: QueuedWrite,
  { guarded, now, same }: { guarded: ReadonlySet<string>; now: CrmRecord | undefined; same: Same },
): QueuedWrite {
  const stands = (field: string) =>
    now !== undefined &&
    Object.hasOwn(now.fields, field) &&
    same(field, now.fields[field], change.before[field]);
  const kept = Object.entries(change.fields).filter(([field]) =>
    guarded.has(field) ? stands(field) : now !== undefined,
  );
  return { ...change, fields: Object.fromEntries(kept) };
}
