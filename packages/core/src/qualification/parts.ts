import type { EmailInspector } from '../lead/emailQuality.ts';
import type { Instant, Lead } from '../lead/lead.ts';
import { type CompiledBant, compileBant } from './bant.ts';
import { type CompiledEntries, compileEntries } from './entry.ts';
import { type CompiledPermission, compilePermission } from './permission.ts';
import type { QualificationPolicy } from './policy.ts';
import { type CompiledRecycling, compileRecycling } from './recycling.ts';

/** A policy with every condition in it compiled. */
export interface Parts {
  readonly policy: QualificationPolicy;
  readonly bant: CompiledBant;
  readonly permission: CompiledPermission;
  readonly entries: CompiledEntries;
  readonly recycling: CompiledRecycling;
}

/** Compiles all parts of a policy. `inspect` makes the `email.*` fields readable. Throws `ModelInvalid`, naming the place. */
export function compileParts(policy: QualificationPolicy, inspect?: EmailInspector): Parts {
  const context = inspect === undefined ? {} : { inspect };
  return {
    policy,
    bant: compileBant(policy.bant, context),
    permission: compilePermission(policy.permission),
    entries: compileEntries(policy),
    recycling: compileRecycling(policy.recycled),
  };
}

/** Instants at which time alone may change an answer of any part for this lead. */
export function edgesOf(parts: Parts, lead: Lead): readonly Instant[] {
  return [parts.bant, parts.permission, parts.entries, parts.recycling].flatMap((part) => part.edges(lead));
}
