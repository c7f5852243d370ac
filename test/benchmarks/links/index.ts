import { testServer } from '@tamis/postgres/testing';
import { linkThreeCrms, type Measured } from './threeCrms.ts';

const RECORDS = 100_000;
const TENTH = 0.1;
const PROMISED_RATIO = 2;
const PROMISED_GROWTH_MB = 40;

const STRAIGHTFORWARD =
  'each page joined with all known records on the lower-cased address, without an index; finding alone, in the database';

/**
 * Links the records of three CRMs, as many as told (`--records`) and a tenth of them: what one record costs and what memory a run
 * takes, beside the straightforward query on the same addresses.
 */
export async function run(args: readonly string[]): Promise<object> {
  const at = args.indexOf('--records');
  const records = at < 0 ? RECORDS : Number(args[at + 1]);
  const server = await testServer();
  try {
    const tenth = await linkThreeCrms(server.url, Math.round(TENTH * records));
    const all = await linkThreeCrms(server.url, records);
    const ratioPerRecord = ratio(tenth, all, ({ linkingMsPerRecord }) => linkingMsPerRecord);
    const peakRssMbGrowth = all.peakRssMb - tenth.peakRssMb;
    return {
      promisedRatio: PROMISED_RATIO,
      ratioPerRecord,
      promisedGrowthMb: PROMISED_GROWTH_MB,
      peakRssMbGrowth,
      kept: ratioPerRecord <= PROMISED_RATIO && peakRssMbGrowth <= PROMISED_GROWTH_MB,
      straightforward: {
        how: STRAIGHTFORWARD,
        ratioPerRecord: ratio(tenth, all, ({ straightforwardMsPerRecord }) => straightforwardMsPerRecord),
      },
      sizes: [tenth, all],
    };
  } finally {
    await server.close();
  }
}

function ratio(tenth: Measured, all: Measured, of: (one: Measured) => number): number {
  return Number((of(all) / of(tenth)).toFixed(2));
}
