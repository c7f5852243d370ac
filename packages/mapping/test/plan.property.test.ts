import type { Fields } from '@tamis/adapter';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { difference, type PlanInput, parseMapping, plan, type Written } from '../src/index.ts';
import { asTexts, DOCUMENT, HOUR, KNOWN, MORNING } from './support/crm.ts';
import { planning, type Said } from './support/decision.ts';

const mapping = parseMapping(DOCUMENT, KNOWN);

const said: fc.Arbitrary<Said> = fc.record(
  {
    points: fc.integer({ min: -2000, max: 12_000 }).map((hundredths) => hundredths / 100),
    fit: fc.integer({ min: 0, max: 6000 }).map((hundredths) => hundredths / 100),
    grade: fc.constantFrom('A1', 'B2', 'C3', 'D4'),
    stage: fc.constantFrom('raw', 'mql', 'sql', 'recycled', 'customer', 'disqualified'),
    reason: fc.oneof(fc.constant(''), fc.string({ unit: 'grapheme', maxLength: 40 })),
    next: fc.constantFrom('nurture', 'call-now', 'none'),
    handOver: fc.boolean(),
    model: fc.integer({ min: 1, max: 3 }),
    at: fc.nat(72).map((hours) => MORNING + hours * HOUR),
    activities: fc.array(
      fc.nat(72).map((hours) => ({ kind: 'page_view', at: MORNING + hours * HOUR })),
      { maxLength: 3 },
    ),
    lead: fc.constantFrom({ person: {} }, { person: { country: null } }, { person: { country: 'France' } }),
  },
  { requiredKeys: [] },
);

const stored = fc.oneof(
  fc.constantFrom('', '40', '45', 'mql', 'lead', 'marketing', 'customer', 'true', 'France'),
  fc.constant(null),
);
const pushedNames = (mapping.pushed.get('contacts') ?? []).map(({ field }) => field);
const someFields: fc.Arbitrary<Fields> = fc.dictionary(fc.constantFrom(...pushedNames), stored);
const written: fc.Arbitrary<Written | null> = fc.option(
  fc.record({ fields: someFields, at: fc.nat(72).map((hours) => MORNING + hours * HOUR) }),
);
const input: fc.Arbitrary<PlanInput> = fc
  .tuple(said, someFields, written)
  .map(([words, observed, before]) => planning(words, { observed, written: before }));

function work({ observed }: { observed: Fields }, desired: Fields): Fields {
  return difference({ object: 'contacts', observed, desired }, mapping);
}

it('a plan without a reason changes nothing, and a reason is always a change', () => {
  fc.assert(
    fc.property(input, (given) => {
      const { desired, reasons } = plan(given, mapping);
      expect(Object.keys(work(given, desired)).length > 0).toBe(reasons.length > 0);
    }),
  );
});

it('planning again after the write is done changes nothing', () => {
  fc.assert(
    fc.property(input, (given) => {
      const { desired } = plan(given, mapping);
      const changes = work(given, desired);
      const observed = asTexts({ ...given.observed, ...changes });
      const fields = { ...given.written?.fields, ...changes };
      const again = plan({ ...given, observed, written: { fields, at: given.asOf } }, mapping);
      expect(work({ observed }, again.desired)).toEqual({});
      expect(again.reasons).toEqual([]);
    }),
  );
});

it('where another record of the lead is written, this one says the same afterwards', () => {
  const verdict = new Set(pushedNames.filter((name) => name !== 't_at' && name.startsWith('t_')));
  fc.assert(
    fc.property(input, fc.constantFrom<Fields>({}, { t_score: '1', t_stage: 'raw' }), (given, before) => {
      const [one, other] = [before, given.observed].map((observed) => {
        const { desired } = plan({ ...given, observed, together: true }, mapping);
        return asTexts({ ...observed, ...work({ observed }, desired) });
      });
      for (const name of verdict) expect(one?.[name] ?? null).toEqual(other?.[name] ?? null);
    }),
  );
});

it('the time of scoring never goes alone', () => {
  fc.assert(
    fc.property(input, (given) => {
      expect(Object.keys(work(given, plan(given, mapping).desired))).not.toEqual(['t_at']);
    }),
  );
});

it('the native lifecycle never moves back', () => {
  const order = ['subscriber', 'lead', 'marketing', 'sales', 'customer'];
  fc.assert(
    fc.property(input, (given) => {
      const { lifecycle } = work(given, plan(given, mapping).desired);
      if (lifecycle === undefined) return;
      expect(order.indexOf(String(lifecycle))).toBeGreaterThan(
        order.indexOf(String(given.observed.lifecycle ?? '')),
      );
    }),
  );
});

it('a score alone is written at most once on a day without activity', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 20 }), (course) => {
      let observed: Fields = { lifecycle: 'marketing' };
      let before: Written = { fields: {}, at: MORNING - 24 * HOUR };
      let writes = 0;
      for (const [hour, points] of course.entries()) {
        const given = planning({ points, at: MORNING + hour * HOUR }, { observed, written: before });
        const changes = work(given, plan(given, mapping).desired);
        if (Object.keys(changes).length === 0) continue;
        writes += 1;
        observed = asTexts({ ...observed, ...changes });
        before = { fields: { ...before.fields, ...changes }, at: given.asOf };
      }
      const days = Math.ceil((course.length + 9) / 24);
      expect(writes).toBeLessThanOrEqual(days);
    }),
  );
});
