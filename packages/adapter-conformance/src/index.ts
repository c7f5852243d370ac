/** The executable contract of every CRM adapter: `docs/writing-an-adapter.md` leads through it. */

export { chapters } from './chapters/index.ts';
export { type Kill, kill, mutants } from './mutants/kill.ts';
export type { Mutant } from './mutants/mutant.ts';
export { referenceWorlds, servedWorlds } from './reference/world.ts';
export { sandboxWorlds } from './sandbox/sandboxWorld.ts';
export type { RequestMatcher, RunningSandbox, SandboxVendor } from './sandbox/vendor.ts';
export type { Chapter, Check, Offered } from './suite/check.ts';
export { MemoryTokens, memoryNames, memoryPorts } from './suite/ports.ts';
export { type Finding, runCheck, runSuite, type SuiteOptions, type Verdict } from './suite/run.ts';
export { type Pulled, Trial } from './suite/trial.ts';
export type {
  EnumerationField,
  Facts,
  FaultKind,
  FaultPlace,
  Gauges,
  HeldRecord,
  OpenWorld,
  PastFacts,
  Person,
  RateWindow,
  Switches,
  TestFields,
  WindowGauge,
  World,
  WorldClock,
} from './world.ts';
