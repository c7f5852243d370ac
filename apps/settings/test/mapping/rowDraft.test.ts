import fc from 'fast-check';
import { expect, it } from 'vitest';
import { draftOf, hasRivals, rowOf, winnerOf, winnersOf, withWinner } from '../../src/mapping/rowDraft.ts';
import { textAsValues, valuesAsText } from '../../src/mapping/rows.ts';
import type { FieldLists, FieldRow } from '../../src/mapping/types.ts';

const LISTS: FieldLists = {
  objects: [
    { name: 'companies', role: 'company', associations: [] },
    { name: 'contacts', role: 'lead', associations: ['companies'] },
  ],
} as unknown as FieldLists;

/** What a line of the form can hold: no line breaks, no `=` before the first one, nothing to trim away. */
const word = fc.stringMatching(/^[a-zA-Zéà0-9_.-]{1,12}$/);

const row = fc.record(
  {
    lead: fc.constantFrom('person.email', 'company.industry', 'verdict.stage'),
    direction: fc.constantFrom('pull' as const, 'push' as const, 'both' as const),
    object: fc.constantFrom('contacts', 'companies'),
    field: word,
    transform: fc.record(
      {
        values: fc.dictionary(word, fc.oneof(word, fc.constant(null)), {
          minKeys: 1,
          maxKeys: 4,
          noNullPrototype: true,
        }),
        split: fc.constant(';'),
      },
      { requiredKeys: ['split'] },
    ),
    default: word,
    conflict: fc.constantFrom('newest' as const, 'crm-wins' as const, 'hub-wins' as const),
    blanks: fc.boolean(),
  },
  { requiredKeys: ['lead', 'direction', 'object', 'field'] },
);

it('a row that is opened in the form and saved untouched stays as it was', () => {
  fc.assert(
    fc.property(row, (given) => {
      const before = given as FieldRow;
      expect(rowOf(draftOf(before, LISTS), before)).toEqual(before);
    }),
  );
});

it('a new row begins on the object that holds the leads, pulled', () => {
  expect(draftOf(null, LISTS)).toMatchObject({ object: 'contacts', direction: 'pull', rule: 'always' });
});

it('a write rule is kept for rows that write, and dropped from rows that only read', () => {
  const draft = { ...draftOf(null, LISTS), lead: 'verdict.stage', field: 'tamis_stage' };
  const rule = 'only-if-empty' as const;
  expect(rowOf({ ...draft, direction: 'push', rule }, null)).toMatchObject({ write: rule });
  expect(rowOf({ ...draft, direction: 'pull', rule }, null)).not.toHaveProperty('write');
});

it('picklist values are one line each; an empty lead value means "nothing", a line without = is left out', () => {
  const values = { CUSTOMER: 'customer', OTHER: null };
  expect(valuesAsText(values)).toBe('CUSTOMER = customer\nOTHER = ');
  expect(textAsValues('CUSTOMER = customer\nno sign here\nOTHER =')).toEqual(values);
  expect(textAsValues('')).toBeUndefined();
});

it('who wins is one choice of a row that several sides may hold: it is what was chosen, and is kept', () => {
  for (const direction of ['pull', 'push', 'both'] as const) {
    const draft = { ...draftOf(null, LISTS), lead: 'person.jobTitle', field: 'jobtitle', direction };
    for (const winner of winnersOf(draft)) {
      const row = rowOf(withWinner(draft, winner), null);
      expect(winnerOf(row)).toBe(winner);
      expect(rowOf(draftOf(row, LISTS), row)).toEqual(row);
    }
  }
  expect(winnersOf({ direction: 'pull' })).not.toContain('only-if-empty');
});

it('the verdict is decided here, a deal is read alone, and the strictest permission stands: nobody has to win over them', () => {
  const draft = {
    ...draftOf(null, LISTS),
    field: 'x',
    direction: 'push',
    conflict: 'crm-wins',
    blanks: true,
  } as const;
  for (const lead of ['verdict.stage', 'deal.amount', 'permission.email.state']) {
    expect(hasRivals({ lead })).toBe(false);
    expect(rowOf({ ...draft, lead }, null)).toEqual({
      lead,
      direction: 'push',
      object: 'contacts',
      field: 'x',
    });
  }
});
