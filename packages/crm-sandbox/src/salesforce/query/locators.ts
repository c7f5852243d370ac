import { badRequest } from '../errors.ts';
import { idOf } from '../ids.ts';
import type { Found } from './find.ts';
import type { View } from './view.ts';

/** What a query found, kept so that its other batches can be asked for. */
export interface KeptResult {
  readonly view: View;
  readonly found: Found;
  readonly batchSize: number;
  readonly openedAt: number;
  /** The session that asked. */
  readonly session: string;
}

/** Results of queries that were longer than one batch: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_query.htm */
export class Locators {
  readonly #kept = new Map<string, KeptResult>();

  keep(result: KeptResult): string {
    const id = idOf('0r8', this.#kept.size + 1);
    this.#kept.set(id, result);
    return id;
  }

  /** The result behind a locator; throws INVALID_QUERY_LOCATOR where it is unknown or `isDead`. */
  get(id: string, isDead: (result: KeptResult) => boolean): KeptResult {
    const kept = this.#kept.get(id);
    if (kept === undefined || isDead(kept))
      throw badRequest('INVALID_QUERY_LOCATOR', 'invalid query locator');
    return kept;
  }
}
