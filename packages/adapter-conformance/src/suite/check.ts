import type { AdapterLimits, Capabilities } from '@tamis/adapter';
import type { World } from '../world.ts';
import type { Trial } from './trial.ts';

/** One promise of the contract, shown on a world of its own. */
export interface Check {
  /** In the caller's words, to be read after the chapter's name. */
  readonly name: string;
  /** Why it cannot be shown here, or `null` where it can. */
  readonly needs?: (offered: Offered) => string | null;
  /** Measures time: nothing else runs beside it. */
  readonly alone?: boolean;
  /** Rejects where the promise is broken; with {@link TooSlow} where the machine may be to blame. */
  run(trial: Trial): Promise<void>;
}

/** What was done is right but took too long: a busy machine can make an adapter slower, so the check is repeated a few times. */
export class TooSlow extends Error {}

/** What chooses the checks: the adapter's declared capabilities and sizes, and what its world can do. */
export interface Offered {
  readonly capabilities: Capabilities;
  readonly limits: AdapterLimits;
  readonly world: World;
}

/** Checks of one subject. */
export interface Chapter {
  readonly name: string;
  readonly checks: readonly Check[];
}

/** The first reason of several, or `null` where nothing is missing. */
export function firstMissing(...missing: readonly (string | false)[]): string | null {
  return missing.find((reason) => reason !== false) || null;
}
