import type { FieldRow, Fields, FieldValue } from '@tamis/adapter';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inspectMapping, type ManualValue, type Side, type SourceRecord } from '../src/index.ts';
import { DAY, MORNING } from './support/crm.ts';
import { afterWrites, changesFor, rowsOnly, side, together } from './support/sides.ts';

type Kind = 'word' | 'flag' | 'day';
/** A field of each way in which one of several values is chosen. */
const KINDS: Readonly<Record<string, Kind>> = {
  'person.jobTitle': 'word',
  'attributes.plan': 'word',
  'source.channel': 'word',
  'source.firstTouchAt': 'day',
  'permission.objected': 'flag',
};
const WORDS: Readonly<Record<Kind, readonly string[]>> = {
  word: ['B', 'A', 'C'],
  flag: ['false', 'true'],
  day: ['2026-01-02', '2026-01-01'],
};
const PATHS = Object.keys(KINDS);
const kindOf = (path: string): Kind => KINDS[path] ?? 'word';
const NAMES = PATHS.flatMap((path) => [`${path}_0`, `${path}_1`]);

/** A row that a document may hold; settings that would have no effect are left out. */
function validRow(row: FieldRow): FieldRow {
  const isFine = (one: FieldRow) =>
    inspectMapping({ version: 1, fields: [one], signals: [], activities: [] }, []).length === 0;
  const { blanks: _, ...without } = row;
  const { conflict: __, ...bare } = without;
  return [row, without, bare].find(isFine) ?? bare;
}

const row = (lead: string, place: number): fc.Arbitrary<FieldRow> =>
  fc
    .record({
      direction: fc.constantFrom<FieldRow['direction']>('pull', 'push', 'both'),
      conflict: fc.constantFrom<NonNullable<FieldRow['conflict']>>('newest', 'crm-wins', 'hub-wins'),
      write: fc.constantFrom<NonNullable<FieldRow['write']>>('always', 'always', 'only-if-empty'),
      blanks: fc.boolean(),
      fallback: fc.constantFrom(undefined, undefined, WORDS[kindOf(lead)][0]),
    })
    .map(({ direction, write, fallback, ...policies }) =>
      validRow({
        lead,
        direction,
        object: 'contacts',
        field: `${lead}_${place}`,
        ...policies,
        ...(direction === 'pull' ? {} : { write }),
        ...(direction === 'push' || fallback === undefined ? {} : { default: fallback }),
      }),
    );

const rows = fc
  .tuple(...PATHS.flatMap((path) => [fc.option(row(path, 0)), fc.option(row(path, 1))]))
  .map((some) => some.flatMap((one) => one ?? []));

const when = fc.nat(20).map((days) => MORNING - 30 * DAY + days * DAY);

const oneOf = (kind: Kind) => fc.constantFrom<FieldValue>(null, '', ...WORDS[kind]);
const word = oneOf('word');

/** Fields that the record has, each with a value of its kind. */
const fieldsOf: fc.Arbitrary<Fields> = fc.record<Record<string, FieldValue>>(
  Object.fromEntries(NAMES.map((name) => [name, oneOf(kindOf(name.slice(0, -2)))])),
  { requiredKeys: [] },
);

const known = (id: string): fc.Arbitrary<SourceRecord> =>
  fc
    .record({
      fields: fieldsOf,
      changed: fc.dictionary(fc.constantFrom(...NAMES), when),
      baselineAt: when,
      ourWrites: fc.dictionary(fc.constantFrom(...NAMES), when),
    })
    .map((held) => ({ object: 'contacts', id, modifiedAt: MORNING, ...held }));

const oneSide = (connectionId: string): fc.Arbitrary<Side> =>
  fc
    .tuple(rows, known('9'), fc.option(known('10')))
    .map(([fields, first, second]) =>
      side(connectionId, rowsOnly(fields), { records: second === null ? [first] : [first, second] }),
    );

const sides = fc
  .tuple(oneSide('9'), fc.option(oneSide('10')), fc.option(oneSide('11')))
  .map((some) => some.flatMap((one) => one ?? []));

const manual: fc.Arbitrary<readonly ManualValue[]> = fc.array(
  fc
    .record({ path: fc.constantFrom('person.jobTitle', 'attributes.plan'), value: word, at: when })
    .map((set) => ({ ...set, reason: 'Called.', by: 'anne', until: null })),
  { maxLength: 1 },
);

function reversed(of: Side): Side {
  return { ...of, records: of.records.toReversed() };
}

function everyChange(all: readonly Side[], set: readonly ManualValue[] = []) {
  const assembled = together(all, set);
  return all.flatMap((of) =>
    of.records.flatMap((record) =>
      Object.entries(changesFor(of, record, assembled)).map(([field, value]) => {
        const rule = of.mapping.document.fields.find(
          (one) => one.field === field && one.direction !== 'pull',
        );
        return { of, record, field, value, rule };
      }),
    ),
  );
}

const RUNS = { numRuns: 300 };

it('a lead is the same in whatever order its CRMs and records come', () => {
  fc.assert(
    fc.property(sides, manual, (all, set) => {
      const turned = together(all.toReversed().map(reversed), set);
      const { lead, origins } = together(all, set);
      expect(turned.lead).toEqual(lead);
      expect(turned.origins).toEqual(origins);
    }),
    RUNS,
  );
});

it('what we write never comes back as news: the lead stays as it was, and nothing more is planned', () => {
  fc.assert(
    fc.property(sides, manual, (all, set) => {
      const before = together(all, set);
      const written = afterWrites(all, before);
      const after = together(written, set);
      expect(after.lead).toEqual(before.lead);
      expect(everyChange(written, set).map(({ field }) => field)).toEqual([]);
    }),
    RUNS,
  );
});

it('something is never replaced by nothing, unless the row lets blanks be values', () => {
  fc.assert(
    fc.property(sides, manual, (all, set) => {
      for (const { value, record, field, rule } of everyChange(all, set)) {
        const isEmptied = (value === null || value === '') && (record.fields[field] ?? '') !== '';
        expect(isEmptied && rule?.blanks !== true).toBe(false);
      }
    }),
    RUNS,
  );
});

it('the latest change by a person stands in its CRM until we write there, unless the row says that the lead wins', () => {
  fc.assert(
    fc.property(sides, (all) => {
      const times = all.flatMap(({ records }) =>
        records.flatMap(({ changed, baselineAt }) => [baselineAt, ...Object.values(changed)]),
      );
      const latest = Math.max(...times);
      fc.pre(times.filter((at) => at === latest).length === 1);
      for (const { record, field, rule } of everyChange(all)) {
        const stands = record.changed[field] === latest && !((record.ourWrites?.[field] ?? 0) > latest);
        expect(stands && rule?.conflict !== 'hub-wins').toBe(false);
      }
    }),
    RUNS,
  );
});

it('nothing, an empty text and null stay three things where nobody says more', () => {
  const empty = fc.constantFrom<(FieldValue | undefined)[]>(undefined, null, '');
  fc.assert(
    fc.property(empty, fc.constantFrom<FieldRow['direction']>('pull', 'both'), (value, direction) => {
      const mapping = rowsOnly([{ lead: 'person.city', direction, object: 'contacts', field: 'city' }]);
      const fields = value === undefined ? {} : { city: value };
      const of = side('1', mapping, {
        records: [{ object: 'contacts', id: '1', fields, modifiedAt: 0, changed: {}, baselineAt: 0 }],
      });
      expect(together([of]).lead.person.city).toBe(value);
    }),
  );
});
