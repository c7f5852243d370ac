import { describe, expect, it } from 'vitest';
import {
  fieldsNeeded,
  guardedFields,
  historyNeeded,
  parseMapping,
  runnableMapping,
  trackedFields,
} from '../src/index.ts';
import { DOCUMENT, KNOWN } from './support/crm.ts';

const mapping = parseMapping(DOCUMENT, KNOWN);

describe('a run reads', () => {
  it('each field that a row uses, once, and the pushed ones to compare with', () => {
    const fields = fieldsNeeded(mapping, 'contacts');
    expect(new Set(fields).size).toBe(fields.length);
    expect(fields.toSorted()).toEqual(KNOWN.map(({ name }) => name).toSorted());
  });

  it('what an activity record needs', () => {
    expect(fieldsNeeded(mapping, 'meetings')).toEqual(['starts', 'outcome', 'title']);
  });

  it('past values only where they say more than the latest one', () => {
    expect(historyNeeded(mapping, 'contacts')).toEqual({
      fields: ['last_page'],
      counter: 'views',
      atLeast: 2,
    });
    expect(historyNeeded(mapping, 'companies')).toBeNull();
  });

  it('past values of several signals in one request, by the total of the first', () => {
    const form = { object: 'contacts', kind: 'form_submission', count: 'opens', at: 'last_open' };
    const signals = [...DOCUMENT.signals, { ...form, history: { field: 'email', attribute: 'form' } }];
    const both = parseMapping({ ...DOCUMENT, signals }, KNOWN);
    const fields = ['last_page', 'email'];
    expect(historyNeeded(both, 'contacts')).toEqual({ fields, counter: 'views', atLeast: 2 });
  });

  it('nothing of an object that is not mapped, and no field of a paused row', () => {
    expect(fieldsNeeded(mapping, 'tickets')).toEqual([]);
    const paused = runnableMapping(
      DOCUMENT,
      KNOWN.filter(({ name }) => name !== 'views'),
    );
    expect(fieldsNeeded(paused.mapping, 'contacts')).not.toContain('views');
    expect(historyNeeded(paused.mapping, 'contacts')).toBeNull();
  });
});

it('the times of changes are kept of every field in a field row, and not of running totals', () => {
  const tracked = trackedFields(mapping, 'contacts');
  expect(tracked.has('country') && tracked.has('lifecycle') && tracked.has('email')).toBe(true);
  expect(tracked.has('views')).toBe(false);
});

it('before a write, fields are read again that others write as well as we', () => {
  const own = new Set(KNOWN.map(({ name }) => name).filter((name) => name.startsWith('t_')));
  expect(guardedFields(mapping, 'contacts', own)).toEqual(new Set(['country', 'lifecycle']));
  expect(guardedFields(mapping, 'companies', own)).toEqual(new Set());
});
