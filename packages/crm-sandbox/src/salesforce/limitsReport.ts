import type { HttpReply } from '../http/exchange.ts';
import type { SalesforceOrg } from './org.ts';

/** `/limits`, which may tell what was a while ago: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm */
export function limitsReport(org: SalesforceOrg): HttpReply {
  const { limits } = org.settings;
  const used = org.limits.used(limits, limits.reportLagMs);
  const batches = org.limits.ingestBatches.count(org.clock.now() - limits.reportLagMs);
  return {
    status: 200,
    json: {
      DailyApiRequests: rest(limits.daily, used),
      DailyBulkApiBatches: rest(limits.ingestBatches, batches),
      DailyBulkV2QueryJobs: rest(10_000, 0),
      DailyBulkV2QueryFileStorageMB: rest(976_562, 0),
      DataStorageMB: rest(10_240, 120),
      FileStorageMB: rest(10_240, 8),
    },
  };
}

function rest(max: number, used: number): { Max: number; Remaining: number } {
  return { Max: max, Remaining: Math.max(0, max - used) };
}
