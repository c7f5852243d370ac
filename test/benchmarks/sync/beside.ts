import { type DemoDocument, runDemo } from './tamis.ts';

const LATENCY_MS = 25;

/** What a CRM is measured on: its stand-in's settings, and what of the day the product may use. */
interface Ground {
  readonly settings: object;
  readonly dailyBudget: number;
}

/**
 * Plans that are large enough for a first sync of everybody in a day.
 * Salesforce: 100,000 requests and 1,000 for each user licence. https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm
 * Pipedrive: 30,000 tokens × 7 × seats. https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting
 */
const GROUNDS: Readonly<Record<string, Ground>> = {
  salesforce: { settings: {}, dailyBudget: 80_000 },
  pipedrive: { settings: { limits: { plan: 'ultimate', seats: 5 } }, dailyBudget: 840_000 },
};

/** A first and a second sync of everybody in one of the other CRMs. */
export async function runBeside({ crm, contacts }: { crm: string; contacts: number }): Promise<object> {
  const ground = GROUNDS[crm];
  if (ground === undefined) throw new Error(`Nothing is known of "${crm}". Known: ${Object.keys(GROUNDS)}.`);
  const { settings, dailyBudget } = ground;
  const demo = await runDemo(
    [
      ...['--crm', crm, '--profile', 'bare', '--contacts', String(contacts)],
      ...['--latency', String(LATENCY_MS), '--settings', JSON.stringify(settings)],
    ],
    { [`${crm.toUpperCase()}_DAILY_BUDGET`]: String(dailyBudget) },
  );
  const latencies = [{ latencyMs: LATENCY_MS, ...measured(demo), dailyBudget }];
  return { crm, contacts, latencies, peakRssMb: demo.peakRssMb };
}

function measured({ runs: [first, second] }: DemoDocument) {
  return {
    ...figures(first),
    rateLimited: first.rateLimited + second.rateLimited,
    secondRun: figures(second),
  };
}

function figures({ calls, callFloor, ...run }: DemoDocument['runs'][number]) {
  return {
    pulled: run.pulled,
    echoes: run.echoes,
    written: run.written,
    calls,
    callFloor,
    callsToFloor: callFloor === 0 ? null : Number((calls / callFloor).toFixed(4)),
    associationCalls: run.associationCalls,
    activityCalls: run.activityCalls,
    budgetUsed: run.budgetUsed,
    budgetUnit: run.budgetUnit,
    seconds: run.seconds,
  };
}
