import type { HubspotClient } from '../client/index.ts';
import { HubspotRefusal } from '../refusals.ts';
import { associationsSchema } from '../wire.ts';

/** https://developers.hubspot.com/changelog/bug-fix-batch-read-limit-for-hubspot-associations-api */
const DOCUMENTED_BATCH = 1000;
const SMALLEST_BATCH = 100;

/** Ids to ask about, with the place to go on where an answer was cut. */
interface Ask {
  readonly id: string;
  readonly after?: string;
}

/** Associated ids by record id; an empty list means none. */
export type Associated = ReadonlyMap<string, readonly string[]>;

/** Reads associations in the largest batches that HubSpot accepts; the size is learned once for all pulls of a connection. */
export class Associations {
  readonly #client: HubspotClient;
  #batch = DOCUMENTED_BATCH;

  constructor(client: HubspotClient) {
    this.#client = client;
  }

  /** Largest number of records worth asking about at once. */
  get batch(): number {
    return this.#batch;
  }

  async read(
    pair: { from: string; to: string },
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<Associated> {
    const found = new Map<string, string[]>(ids.map((id) => [id, []]));
    let asks: readonly Ask[] = ids.map((id) => ({ id }));
    while (asks.length > 0) {
      const now = asks.slice(0, this.#batch);
      const answer = await this.#ask(pair, now, signal);
      // Refused for its size: the batch is smaller from here on.
      if (answer === null) continue;
      for (const { from, to } of answer) found.get(from.id)?.push(...to.map(({ toObjectId }) => toObjectId));
      asks = [...answer.flatMap(cutShort), ...asks.slice(now.length)];
    }
    return found;
  }

  async #ask(pair: { from: string; to: string }, inputs: readonly Ask[], signal: AbortSignal) {
    const call = {
      lane: 'burst',
      bill: 'associationCalls',
      effect: 'read',
      signal,
      schema: associationsSchema,
    } as const;
    try {
      const { results } = await this.#client.call(call, ({ associations }) =>
        associations.getPage(pair.from, pair.to, { inputs: [...inputs] }),
      );
      return results;
    } catch (error) {
      if (!(error instanceof HubspotRefusal && error.status === 400) || inputs.length <= SMALLEST_BATCH)
        throw error;
      this.#batch = Math.max(SMALLEST_BATCH, Math.floor(inputs.length / 10));
      return null;
    }
  }
}

function cutShort(result: {
  from: { id: string };
  paging?: { next?: { after: string } | undefined } | undefined;
}): Ask[] {
  const after = result.paging?.next?.after;
  return after === undefined ? [] : [{ id: result.from.id, after }];
}
