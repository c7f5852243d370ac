import type { EmailInspector } from '../lead/emailQuality.ts';
import type { EdgeFinder } from '../scoring/conditionEdges.ts';
import { type CompiledBant, compileBant } from './bant.ts';
import { edgesOfAll } from './edges.ts';
import { type CompiledEntries, compileEntries } from './entry.ts';
import { type CompiledPermission, compilePermission } from './permission.ts';
import type { QualificationPolicy } from './policy.ts';
import { type CompiledRecycling, compileRecycling } from './recycling.ts';
import { compileScoreView, type LooksSame } from './scoreView.ts';

/** A policy with every condition in it compiled. */
export interface Parts {
  readonly policy: QualificationPolicy;
  readonly bant: CompiledBant;
  readonly permission: CompiledPermission;
  readonly entries: CompiledEntries;
  readonly recycling: CompiledRecycling;
  readonly looksSame: LooksSame;
  /** Instants at which time alone may change an answer of any part. */
  readonly edges: EdgeFinder;
}

/** Compiles all parts of a policy. `inspect` makes the `email.*` fields readable. Throws `ModelInvalid`, naming the place. */
export function compileParts(policy: QualificationPolicy, inspect?: EmailInspector): Parts {
  const context = inspect === undefined ? {} : { inspect };
  const bant = compileBant(policy.bant, context);
  const permission = compilePermission(policy.permission);
  const entries = compileEntries(policy);
  const recycling = compileRecycling(policy.recycled);
  return {
    policy,
    bant,
    permission,
    entries,
    recycling,
    looksSame: compileScoreView(policy),
    edges: edgesOfAll([bant, permission, entries, recycling]),
  };
}
