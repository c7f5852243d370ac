import { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/index.js';

/** What the straightforward script took. */
export interface ScriptResult {
  readonly calls: number;
  readonly rateLimited: number;
  readonly written: number;
  readonly seconds: number;
}

const PAGE = 200;
const BATCH = 100;
const PROPERTIES = ['email', 'firstname', 'lastname', 'jobtitle'];

/**
 * What a good engineer writes in an afternoon with the official client: pages by id, batches of 100, one request after the
 * other, and a pause when the CRM says "too many". Two properties are written back, as a score and a stage would be.
 */
export async function runScript({ url, token }: { url: string; token: string }): Promise<ScriptResult> {
  const client = new Client({ accessToken: token, basePath: url, numberOfApiCallRetries: 0 });
  const count = { calls: 0, rateLimited: 0, written: 0 };
  const started = performance.now();
  for (let after = '0'; ; ) {
    const page = await politely(count, () =>
      client.crm.contacts.searchApi.doSearch({
        filterGroups: [
          { filters: [{ propertyName: 'hs_object_id', operator: FilterOperatorEnum.Gt, value: after }] },
        ],
        sorts: ['hs_object_id'],
        properties: PROPERTIES,
        limit: PAGE,
      }),
    );
    const last = page.results.at(-1);
    if (!last) break;
    after = last.id;
    for (let start = 0; start < page.results.length; start += BATCH) {
      const inputs = page.results.slice(start, start + BATCH).map(({ id, properties }) => ({
        id,
        properties: { tamis_score: String((properties.email ?? '').length), tamis_stage: 'raw' },
      }));
      await politely(count, () => client.crm.contacts.batchApi.update({ inputs }));
      count.written += inputs.length;
    }
    if (page.results.length < PAGE) break;
  }
  return { ...count, seconds: (performance.now() - started) / 1_000 };
}

async function politely<T>(
  count: { calls: number; rateLimited: number },
  call: () => Promise<T>,
): Promise<T> {
  for (let pauseMs = 250; ; pauseMs *= 2) {
    count.calls += 1;
    try {
      return await call();
    } catch (error) {
      if ((error as { code?: number }).code !== 429) throw error;
      count.rateLimited += 1;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
