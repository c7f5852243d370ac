import fc from 'fast-check';
import { expect, test } from 'vitest';
import { peopleTable } from '../../src/cli/peopleTable.ts';
import type { EditEnd, PersonEnd, RecordEnd } from '../../src/demo/people/personEnd.ts';
import { vendors } from '../../src/vendors.ts';

const KEYS = vendors.map(({ key }) => key);

function record(crm: string): RecordEnd {
  return { crm, object: 'people', id: '1', stage: 'sql', score: 88, reason: 'Hot.', linked: 'email' };
}

function person(edits: readonly EditEnd[], name = 'Ada Lovelace'): PersonEnd {
  return { leadId: '1', name, stageBefore: 'mql', records: KEYS.map(record), edits, same: true };
}

test('each CRM of a person has a line, with what was edited there and in which others it stands', () => {
  const [crm = ''] = KEYS;
  const edit = { crm, kind: 'job-title', value: 'CTO', standsIn: KEYS } as const;
  const lines = peopleTable([person([edit])], 'en').slice(2);
  const told = lines.map((line) => line.slice(-34).trim()).join(' ');
  for (const { label } of vendors)
    expect(lines.filter((line) => line.includes(`${label} `) && line.includes('88'))).toHaveLength(1);
  expect(lines.join('\n')).toContain('was MQL');
  expect(told).toContain('job title CTO');
});

test('a value that stands nowhere any more says so', () => {
  const [crm = ''] = KEYS;
  const edit = { crm, kind: 'phone', value: '1', standsIn: [] } as const;
  expect(peopleTable([person([edit])], 'en').join(' ')).toMatch(/phone 1, .*later edit/);
});

test('whatever people are called and type, the table fits a terminal of 120 columns with its indent', () => {
  const words = fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 12 }), { maxLength: 12 });
  const edit = fc.record({
    crm: fc.constantFrom(...KEYS),
    kind: fc.constantFrom('job-title', 'phone', 'accepted', 'rejected', 'opted-out', 'email'),
    value: words.map((some) => some.join(' ')),
    standsIn: fc.option(fc.subarray(KEYS)),
  });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 4 }), fc.string({ maxLength: 60 }), (edits, name) => {
      for (const language of ['en', 'fr'] as const)
        for (const line of peopleTable([person(edits, name)], language))
          expect([...line].length).toBeLessThanOrEqual(118);
    }),
  );
});
