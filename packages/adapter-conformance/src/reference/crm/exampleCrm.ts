import type { Instant } from '@tamis/adapter';
import type { FaultKind, FaultPlace } from '../../world.ts';
import { CrmLimits } from './limits.ts';
import { People } from './people.ts';
import { CrmTokens } from './tokens.ts';

/** A task of the example CRM. */
export interface CrmTask {
  readonly id: string;
  readonly key: string;
  readonly recordId: string;
  readonly title: string;
}

/**
 * A small CRM with one object, `people`, kept in memory: enough behaviour to show every promise of the contract. It knows nothing of
 * adapters; `answer` speaks its JSON protocol, and the fields here are what a person or an operator of it changes.
 */
export class ExampleCrm {
  readonly people = new People();
  readonly tasks = new Map<string, CrmTask>();
  readonly tokens = new CrmTokens();
  readonly limits = new CrmLimits();
  /** Changes show so many milliseconds late. */
  lagMs = 0;
  /** Strikes the next request of its place. */
  fault: { readonly at: FaultPlace; readonly kind: FaultKind } | null = null;
  readonly counts = { requests: 0, refreshes: 0, unauthorized: 0 };
  #aheadMs = 0;

  constructor() {
    const fields = this.people.fields;
    for (const name of ['name', 'note', 'motto']) fields.set(name, { name, label: name, type: 'text' });
    fields.set('score', { name: 'score', label: 'Score', type: 'number' });
    fields.set('stage', {
      name: 'stage',
      label: 'Stage',
      type: 'enumeration',
      options: ['new', 'known', 'won'],
    });
  }

  now(): Instant {
    return Date.now() + this.#aheadMs;
  }

  advance(ms: number): void {
    this.#aheadMs += ms;
  }

  resetCounts(): void {
    Object.assign(this.counts, { requests: 0, refreshes: 0, unauthorized: 0 });
    this.limits.reset();
  }
}
