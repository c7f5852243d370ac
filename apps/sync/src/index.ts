export type { CommandContext } from './cli/commandContext.ts';
export { run as runCommandLine } from './cli/program.ts';
export type { RunReport } from './sync/closeRun.ts';
