import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emailIdentity, groupPeople, type IdentifiedRecord, personName } from '../../src/index.ts';

interface Said {
  readonly email?: string;
  readonly first?: string;
  readonly last?: string;
  readonly samePerson?: readonly string[];
  readonly byHand?: IdentifiedRecord['byHand'];
}

/** `hubspot/1` is record 1 of the place `hubspot`. */
function record(ref: string, said: Said): IdentifiedRecord {
  return {
    ref,
    place: ref.slice(0, ref.indexOf('/')),
    email: emailIdentity(said.email),
    name: personName(said.first, said.last),
    samePerson: said.samePerson ?? [],
    byHand: said.byHand ?? null,
  };
}

function groups(...records: IdentifiedRecord[]): string[] {
  return groupPeople(records).map(({ members }) => members.map(({ ref }) => ref).join(' '));
}

const ada = { email: 'ada@firm.example', first: 'Ada', last: 'Byron' };

test.each([
  ['case', 'Ada@Firm.Example', 'ada@firm.example'],
  ['spaces around', ' ada@firm.example ', 'ada@firm.example'],
  ['plus-addressing', 'ada+webinar@firm.example', 'ada@firm.example'],
  ['an internationalised domain', 'ada@müller.example', 'ada@xn--mller-kva.example'],
  ['full-width letters', 'ａｄａ@firm.example', 'ada@firm.example'],
])('%s makes no other person', (_, one, other) => {
  expect(emailIdentity(one)?.key).toBe(emailIdentity(other)?.key);
  expect(groups(record('hubspot/1', { email: one }), record('salesforce/1', { email: other }))).toEqual([
    'hubspot/1 salesforce/1',
  ]);
});

test.each([
  null,
  undefined,
  '',
  'ada',
  '@firm.example',
  'ada@localhost',
  'a da@firm.example',
  'ada@fi rm.example',
  'ada@firm.example/x',
])('what is no address links nobody: %s', (email) => expect(emailIdentity(email)).toBeNull());

test('a role address never links by itself', () => {
  const [a, b] = [
    record('hubspot/1', { email: 'info@firm.example' }),
    record('salesforce/1', { email: 'Info+x@firm.example' }),
  ];
  expect(groups(a, b)).toEqual(['hubspot/1', 'salesforce/1']);
  expect(groupPeople([a, b])[0]?.members[0]?.reason).toEqual({ kind: 'alone', blocked: 'role-address' });
});

test('people who share an address in one CRM stay two, and each takes the record elsewhere that has their name', () => {
  const shared = [
    record('salesforce/1', ada),
    record('salesforce/2', { ...ada, first: 'Paul' }),
    record('hubspot/1', { ...ada, first: 'ADA' }),
    record('pipedrive/1', { email: ada.email }),
  ];
  expect(groups(...shared)).toEqual(['hubspot/1 salesforce/1', 'pipedrive/1', 'salesforce/2']);
  const nameless = groupPeople(shared)
    .flatMap(({ members }) => members)
    .find(({ ref }) => ref === 'pipedrive/1');
  expect(nameless?.reason).toEqual({ kind: 'alone', blocked: 'shared-address' });
});

test('a record that a person cut stands alone, whichever of the two it is that the CRM says so on', () => {
  const cut = { byHand: { kind: 'cut' } } as const;
  const naming = { samePerson: ['pipedrive/1'] };
  expect(groups(record('pipedrive/1', cut), record('pipedrive/2', naming))).toEqual([
    'pipedrive/1',
    'pipedrive/2',
  ]);
  expect(groups(record('pipedrive/1', {}), record('pipedrive/2', { ...naming, ...cut }))).toEqual([
    'pipedrive/1',
    'pipedrive/2',
  ]);
});

test('a short first name in another CRM is still the same person; another name altogether is not', () => {
  expect(groups(record('hubspot/1', ada), record('pipedrive/1', { ...ada, first: 'Addie' }))).toEqual([
    'hubspot/1 pipedrive/1',
  ]);
  expect(
    groups(record('hubspot/1', ada), record('pipedrive/1', { ...ada, first: 'Paul', last: 'Smith' })),
  ).toEqual(['hubspot/1', 'pipedrive/1']);
});

test('duplicates in one CRM are one person', () => {
  expect(
    groups(record('salesforce/1', ada), record('salesforce/2', { ...ada, email: 'ADA@firm.example' })),
  ).toEqual(['salesforce/1 salesforce/2']);
});

test('what the CRM names as the same person is, whatever the addresses say', () => {
  const lead = record('pipedrive-leads/9', { email: 'info@firm.example', samePerson: ['pipedrive/1'] });
  expect(groups(lead, record('pipedrive/1', ada))).toEqual(['pipedrive-leads/9 pipedrive/1']);
});

test('a person’s decision goes before everything else', () => {
  const cut = record('salesforce/1', { ...ada, byHand: { kind: 'cut' } });
  expect(groups(cut, record('hubspot/1', ada))).toEqual(['hubspot/1', 'salesforce/1']);
  expect(groupPeople([cut, record('hubspot/1', ada)])[1]?.members[0]?.reason).toEqual({
    kind: 'alone',
    blocked: 'cut-by-hand',
  });
  const joined = record('salesforce/2', {
    email: 'other@firm.example',
    byHand: { kind: 'joined', with: 'hubspot/1' },
  });
  expect(groups(joined, record('hubspot/1', ada))).toEqual(['hubspot/1 salesforce/2']);
});

const people = fc.array(
  fc.record({
    place: fc.constantFrom('hubspot', 'salesforce', 'pipedrive'),
    email: fc.constantFrom('a@x.example', 'A+1@x.example', 'b@x.example', 'info@x.example', ''),
    first: fc.constantFrom('', 'Ada', 'Paul'),
    last: fc.constantFrom('', 'Byron', 'Smith'),
    cut: fc.boolean(),
  }),
  { maxLength: 8 },
);

test('the order in which records come never matters, and every record is in exactly one group', () => {
  fc.assert(
    fc.property(people, fc.infiniteStream(fc.nat()), (said, order) => {
      const records = said.map(({ place, cut, ...one }, index) =>
        record(`${place}/${index}`, { ...one, byHand: cut ? { kind: 'cut' } : null }),
      );
      const shuffled = records
        .map((one) => [order.next().value, one] as const)
        .toSorted(([a], [b]) => a - b)
        .map(([, one]) => one);
      expect(groupPeople(shuffled)).toEqual(groupPeople(records));
      expect(
        groups(...records)
          .flatMap((group) => group.split(' '))
          .toSorted(),
      ).toEqual(records.map(({ ref }) => ref).toSorted());
    }),
  );
});

test('a record that was cut is never linked by its address', () => {
  fc.assert(
    fc.property(people, (said) => {
      const records = said.map(({ place, cut: _, ...one }, index) =>
        record(`${place}/${index}`, { ...one, byHand: { kind: 'cut' } }),
      );
      expect(groupPeople(records).every(({ members }) => members.length === 1)).toBe(true);
    }),
  );
});
