import type { EdgeFinder } from '../scoring/conditionEdges.ts';
import { type CompiledBant, compileBant } from './bant.ts';
import { edgesOfAll } from './edges.ts';
import { type CompiledEntries, compileEntries } from './entry.ts';
import type { LeadReading } from './leadReading.ts';
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

/** Compiles all parts of a policy. Throws `ModelInvalid`, naming the place. */
export function compileParts(policy: QualificationPolicy, reading: LeadReading): Parts {
  const bant = compileBant(policy.bant, reading);
  const permission = compilePermission(policy.permission, reading);
  const entries = compileEntries(policy, reading);
  const recycling = compileRecycling(policy.recycled, reading);
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
