import type { MappingDocument, ObjectCapability, PastStageRow, PastValue } from '@tamis/adapter';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inspectMapping,
  parseMapping,
  pastNeeded,
  pastStagesOf,
  rowDifferences,
  runnableMapping,
} from '../src/index.ts';
import { contact, DAY, DOCUMENT, KNOWN, MORNING } from './support/crm.ts';

const LIFECYCLE: PastStageRow = {
  object: 'contacts',
  field: 'lifecycle',
  stages: { subscriber: 'raw', lead: 'raw', marketing: 'mql', sales: 'sql', customer: 'customer' },
  unless: ['subscriber', 'lead'],
};

function withPast(...pastStages: readonly PastStageRow[]): MappingDocument {
  return { ...DOCUMENT, pastStages };
}

/** Values from the newest to the oldest, a day between each. */
function daily(...values: readonly (string | null)[]): readonly PastValue[] {
  return values.map((value, index) => ({ value, at: MORNING - index * DAY }));
}

const mapping = parseMapping(withPast(LIFECYCLE), KNOWN);

function stagesOf(...values: readonly (string | null)[]) {
  return pastStagesOf(contact({}, { history: { lifecycle: daily(...values) } }), mapping);
}

describe('a run asks for past stages', () => {
  it('of the mapped fields, and not of those who still stand where everybody begins', () => {
    expect(pastNeeded(mapping, 'contacts')).toEqual({
      fields: ['lifecycle'],
      unless: ['subscriber', 'lead'],
    });
    expect(pastNeeded(mapping, 'companies')).toBeNull();
  });

  it('not at all where the mapping is older than past stages, or its field is gone', () => {
    expect(pastNeeded(parseMapping(DOCUMENT, KNOWN), 'contacts')).toBeNull();
    const known = KNOWN.filter(({ name }) => name !== 'lifecycle');
    const { mapping: rest, paused } = runnableMapping(withPast(LIFECYCLE), known);
    expect(paused.map(({ row }) => row)).toContain('pastStages[0]');
    expect(pastNeeded(rest, 'contacts')).toBeNull();
  });
});

describe('past stages of a record', () => {
  it('come oldest first, with the time at which each was entered and the word of the CRM', () => {
    expect(stagesOf('sales', 'marketing', 'lead')).toEqual([
      { field: 'lifecycle', at: MORNING - 2 * DAY, stage: 'raw', word: 'lead' },
      { field: 'lifecycle', at: MORNING - DAY, stage: 'mql', word: 'marketing' },
      { field: 'lifecycle', at: MORNING, stage: 'sql', word: 'sales' },
    ]);
  });

  it('enter a stage once, however many words the CRM has for it', () => {
    expect(stagesOf('lead', 'subscriber')).toEqual([
      { field: 'lifecycle', at: MORNING - DAY, stage: 'raw', word: 'subscriber' },
    ]);
  });

  it('leave out what the mapping does not translate, and what was emptied', () => {
    expect(stagesOf('evangelist', null, 'sales').map(({ word }) => word)).toEqual(['sales']);
  });

  it('are none for a record that came without its past', () => {
    expect(pastStagesOf(contact({ lifecycle: 'sales' }), mapping)).toEqual([]);
  });

  it('never go back in time and never enter the same stage twice in a row', () => {
    const word = fc.constantFrom('subscriber', 'lead', 'marketing', 'sales', 'customer', 'other');
    const value = fc.record({ value: fc.option(word), at: fc.integer({ min: 0, max: MORNING }) });
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const lifecycle = values.toSorted((a, b) => b.at - a.at);
        const past = pastStagesOf(contact({}, { history: { lifecycle } }), mapping);
        for (const [index, { at, stage }] of past.entries()) {
          const before = past[index - 1];
          if (before === undefined) continue;
          expect(at).toBeGreaterThanOrEqual(before.at);
          expect(stage).not.toBe(before.stage);
        }
      }),
    );
  });
});

describe('a mapping of past stages', () => {
  const objects: readonly ObjectCapability[] = [
    { name: 'contacts', role: 'lead', associations: [], past: true },
    { name: 'companies', role: 'company', associations: [] },
    { name: 'deals', role: 'deal', associations: [] },
    { name: 'meetings', role: 'activity', associations: [] },
  ];
  const issuesOf = (...rows: readonly PastStageRow[]) => inspectMapping(withPast(...rows), KNOWN, objects);

  it('is accepted where the CRM keeps the past of the field', () => {
    expect(issuesOf(LIFECYCLE)).toEqual([]);
  });

  it('names a word that is no stage, with the nearest one', () => {
    expect(issuesOf({ ...LIFECYCLE, stages: { marketing: 'mqll' } })).toMatchObject([
      { row: 'pastStages[0]', cause: 'incomplete', suggestion: 'mql' },
    ]);
  });

  it('names an object that is not there, and one whose past cannot be read', () => {
    expect(issuesOf({ ...LIFECYCLE, object: 'contact' })).toMatchObject([
      { cause: 'role', suggestion: 'contacts' },
    ]);
    expect(issuesOf({ ...LIFECYCLE, object: 'companies', field: 'name' })).toMatchObject([
      {
        row: 'pastStages[0]',
        cause: 'role',
        message: 'past values of companies cannot be read from this CRM.',
      },
    ]);
  });

  it('reads one field once', () => {
    expect(issuesOf(LIFECYCLE, LIFECYCLE)).toMatchObject([{ row: 'pastStages[1]', cause: 'duplicate' }]);
  });

  it('shows in the difference of two mappings', () => {
    const name = 'past stages ← contacts/lifecycle';
    expect(rowDifferences(DOCUMENT, withPast(LIFECYCLE))).toEqual([
      { list: 'pastStages', change: 'added', row: name, keys: [] },
    ]);
    expect(rowDifferences(withPast(LIFECYCLE), withPast({ ...LIFECYCLE, unless: [] }))).toEqual([
      { list: 'pastStages', change: 'changed', row: name, keys: ['unless'] },
    ]);
  });
});
