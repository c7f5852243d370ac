import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LinkedPerson } from '../../src/store/people/links.ts';
import { carryWordsOn } from '../../src/sync/people/carryWordsOn.ts';

const REFS = Array.from({ length: 6 }, (_, index) => `1/contacts/${index}`);

const hand = fc
  .record({ with: fc.option(fc.constantFrom(...REFS)), at: fc.nat({ max: 9 }) })
  .map(
    (said) =>
      ({ ...said, kind: said.with === null ? 'cut' : 'joined', by: 'ada', reason: 'So it is.' }) as const,
  );

/** Records of one CRM, some of which went on as another one, were cut or were joined to one. */
const people: fc.Arbitrary<readonly LinkedPerson[]> = fc.tuple(
  ...REFS.map((ref) =>
    fc.record({ wentOnAs: fc.option(fc.constantFrom(...REFS), { freq: 1 }), byHand: fc.option(hand) }).map(
      (some): LinkedPerson => ({
        ...some,
        ref,
        leadId: null,
        originLead: null,
        emailKey: null,
        roleAddress: false,
        firstName: '',
        lastName: '',
        ties: [],
        reason: { kind: 'alone', blocked: null },
        live: some.wentOnAs === null,
        identified: true,
      }),
    ),
  ),
);

const wordsOf = (records: readonly LinkedPerson[]) =>
  new Map(carryWordsOn(records).map(({ ref, byHand }) => [ref, byHand]));

test('the words on links do not depend on the order in which records came', () => {
  const inTwoOrders = people.chain((records) =>
    fc.tuple(fc.constant(records), fc.shuffledSubarray([...records], { minLength: records.length })),
  );
  fc.assert(
    fc.property(inTwoOrders, ([records, shuffled]) => {
      expect(wordsOf(shuffled)).toEqual(wordsOf(records));
    }),
  );
});

test('words that have been carried on stay where they are', () => {
  fc.assert(
    fc.property(people, (records) => {
      const carried = carryWordsOn(records);
      expect(carryWordsOn(carried)).toEqual(carried);
    }),
  );
});

test('nobody is joined to themselves, and of every word that stands somebody said it', () => {
  fc.assert(
    fc.property(people, (records) => {
      const said = new Set(
        records.flatMap(({ byHand }) => (byHand === null ? [] : [`${byHand.kind} ${byHand.at}`])),
      );
      for (const { ref, byHand } of carryWordsOn(records)) {
        expect(byHand?.with).not.toBe(ref);
        if (byHand !== null) expect(said).toContain(`${byHand.kind} ${byHand.at}`);
      }
    }),
  );
});
