import type { SandboxClock } from './clock.ts';
import type { FaultPlan } from './faults/faultPlan.ts';
import type { Statistics } from './statistics.ts';
import type { Vendor } from './vendor.ts';

/** What one running stand-in consists of. */
export interface SandboxParts {
  readonly vendor: Vendor;
  readonly clock: SandboxClock;
  readonly faults: FaultPlan;
  readonly statistics: Statistics;
}
