import type { MappingDocument } from '@tamis/adapter';
import { compile, defaultModel } from '@tamis/core';
import type { RunReport } from '../../src/sync/closeRun.ts';
import type { RunEvent } from '../../src/sync/context.ts';
import type { ProposedChange } from '../../src/sync/proposedChanges.ts';
import { run } from '../../src/sync/run.ts';
import type { TestStore } from '../store/openTestStore.ts';
import { type MemoryCrm, memoryMapping } from './memoryCrm.ts';

/** The instant every test scores for. */
export const AS_OF = Date.UTC(2026, 0, 10, 12);

const model = compile(defaultModel(), {
  freeMailDomains: new Set(['gmail.com']),
  disposableDomains: new Set(['mailinator.com']),
  competitorDomains: new Set(),
});

/** Runs once on the CRM in memory. */
export function syncOnce(
  store: TestStore,
  crm: MemoryCrm,
  options: {
    mapping?: MappingDocument;
    approved?: boolean;
    dryRun?: boolean;
    handOverAfter?: number | null;
    freshEveryMs?: number;
    asOf?: number;
    /** The instant to score for, where it moves during the run. */
    clock?: () => number;
    budget?: { unit: 'request' | 'token'; units: number; left: number };
    observe?: (event: RunEvent) => void;
    onProposed?: (change: ProposedChange) => void;
  } = {},
): Promise<RunReport> {
  const {
    mapping = memoryMapping(crm),
    approved = true,
    dryRun = false,
    asOf = AS_OF,
    handOverAfter = null,
    clock = () => asOf,
    ...hooks
  } = options;
  return run({
    ...hooks,
    db: store.db,
    scope: store.scope,
    adapter: crm,
    mapping,
    mappingVersion: 1,
    ownFields: crm.leadObjects.flatMap((object) =>
      ['score', 'stage', 'reason'].map((name) => ({
        object,
        name,
        label: name,
        description: name,
        type: name === 'score' ? ('number' as const) : ('text' as const),
      })),
    ),
    provisioned: crm.provisioned,
    approved,
    handOverAfter,
    trigger: 'manual',
    dryRun,
    model,
    language: 'en',
    asOf: clock,
    now: clock,
    signal: new AbortController().signal,
  });
}
