import type { HttpReply } from '../../http/exchange.ts';
import type { HubSpotAccount } from '../account.ts';
import { batchError, type Refusal, validationError } from '../errors.ts';
import { isoInstant } from '../time.ts';

/** https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide: batches take at most 100 inputs. */
export const MAX_BATCH = 100;

export function refuseLargeBatch(inputs: number, max = MAX_BATCH): void {
  if (inputs > max)
    throw validationError(`The maximum batch size is ${max}, but ${inputs} inputs were sent.`);
}

/** Ids must be distinct within a batch. */
export function refuseDuplicates(ids: readonly string[]): void {
  const seen = new Set<string>();
  const twice = ids.filter((id) => seen.has(id) || !seen.add(id));
  if (twice.length > 0)
    throw validationError(
      `Duplicate IDs found in batch input: [${[...new Set(twice)].join(', ')}]. IDs must be unique.`,
    );
}

/** The answer to a batch: `ok` where all went well, 207 with `errors` where some inputs failed. */
export function batchReply(
  account: HubSpotAccount,
  outcome: {
    readonly ok: 200 | 201;
    readonly results: readonly object[];
    readonly errors: readonly Refusal[];
  },
): HttpReply {
  const at = isoInstant(account.clock.now());
  const results = inBatchOrder(account, outcome.results);
  const body = { status: 'COMPLETE', results, startedAt: at, completedAt: at };
  if (outcome.errors.length === 0) return { status: outcome.ok, json: body };
  const errors = outcome.errors.map(batchError);
  return { status: 207, json: { ...body, numErrors: errors.length, errors } };
}

function inBatchOrder(account: HubSpotAccount, results: readonly object[]): readonly object[] {
  const order = account.settings.unknowns.batchOrder;
  if (order === 'as-sent') return results;
  if (order === 'reversed') return results.toReversed();
  return results.toSorted((a, b) => idOf(a) - idOf(b));
}

function idOf(result: object): number {
  return 'id' in result ? Number(result.id) : 0;
}
