import type { House } from '../house/readHouse.ts';

/** One place where the house breaks a rule. */
export interface Violation {
  readonly path: string;
  readonly line?: number;
  readonly what: string;
}

/** A rule of the house. */
export interface Rule {
  /** In the imperative: "ask only through public doors". */
  readonly name: string;
  /** Why the rule exists; printed with each violation. */
  readonly reason: string;
  check(house: House): readonly Violation[];
}
