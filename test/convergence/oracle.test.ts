import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeenRecord, Values } from './crms.ts';
import type { History } from './history.ts';
import { emailKey } from './oracle/emailKey.ts';
import { judge } from './oracle/judge.ts';
import { peopleOf } from './oracle/people.ts';
import { HUBSPOT, JUDGED, operation, quiet, record, SALESFORCE, synced, ZOE } from './told.ts';

function unexplained(...events: History['events'][number][]): readonly string[] {
  return judge(events).unexplained;
}

describe('who is one person', () => {
  const same = ['zoe@kern.example', ' ZOE@Kern.Example ', 'zoe+news@kern.example', 'Zoe+a+b@KERN.example'];

  it.each(same)('an address as it may be written: %s', (address) => {
    expect(emailKey(address)).toBe('zoe@kern.example');
  });

  it.each([
    ['zoe@büro.example', 'zoe@xn--bro-hoa.example'],
    ['z.oe@kern.example', 'z.oe@kern.example'],
  ])('%s is %s', (address, key) => {
    expect(emailKey(address)).toBe(key);
  });

  it.each(['', 'zoe', '@kern.example', 'info@kern.example', 'Info+news@kern.example'])(
    '"%s" is nobody in particular',
    (address) => {
      expect(emailKey(address)).toBeNull();
    },
  );

  function groups(...records: SeenRecord[]): readonly (readonly string[])[] {
    return peopleOf(records).map((group) => group.map(({ key }) => key));
  }

  it('joins records of two CRMs with one address, and keeps those apart that share no name', () => {
    const boris = { ...ZOE, firstName: 'Boris', lastName: 'Wolff' };
    expect(groups(record(HUBSPOT, ZOE), record(SALESFORCE, { email: ZOE.email }))).toHaveLength(1);
    expect(groups(record(HUBSPOT, ZOE), record(SALESFORCE, { ...ZOE, lastName: 'Abel' }))).toHaveLength(1);
    expect(groups(record(HUBSPOT, ZOE), record(SALESFORCE, boris))).toHaveLength(2);
  });

  it('takes an address that two names of one object share for nobody’s, and joins by equal names alone', () => {
    const boris = { ...ZOE, firstName: 'Boris', lastName: 'Wolff' };
    const shared = [record('salesforce/Lead/2', boris), record(SALESFORCE, { ...ZOE, firstName: 'ZOE' })];
    expect(groups(...shared, record(HUBSPOT, ZOE))).toEqual([['salesforce/Lead/2'], [SALESFORCE, HUBSPOT]]);
    expect(groups(...shared, record(HUBSPOT, { email: ZOE.email }))).toHaveLength(3);
  });

  it('believes the CRM that names two records one person, and forgets who is gone', () => {
    const person = record('pipedrive/persons/1', ZOE);
    const lead = record('pipedrive/leads/1', {}, { samePerson: person.key });
    expect(groups(lead, person)).toHaveLength(1);
    expect(groups({ ...lead, state: 'converted' }, person)).toEqual([[person.key]]);
  });

  it('does not depend on the order of records', () => {
    const names = [ZOE, { ...ZOE, firstName: 'Boris', lastName: 'Wolff' }, { email: 'b@kern.example' }];
    const one = fc.record({ crm: fc.constantFrom(HUBSPOT, SALESFORCE), values: fc.constantFrom(...names) });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), fc.gen(), (all, gen) => {
        const records = all.map(({ crm, values }, index) => record(`${crm}${index}`, values));
        const mixed = gen(fc.shuffledSubarray, records, { minLength: records.length });
        const sorted = (list: readonly SeenRecord[]) =>
          peopleOf(list)
            .map((group) =>
              group
                .map(({ key }) => key)
                .sort()
                .join(),
            )
            .sort();
        expect(sorted(mixed)).toEqual(sorted(records));
      }),
    );
  });
});

describe('what a field must hold', () => {
  const hubspot = (values: Values, modifiedAt = 1) =>
    record(HUBSPOT, { ...ZOE, ...JUDGED, ...values }, { modifiedAt });
  const salesforce = (values: Values, modifiedAt = 1) =>
    record(SALESFORCE, { ...ZOE, ...JUDGED, ...values }, { modifiedAt });

  it('is the newest value where the row says nothing else', () => {
    const [old, newer] = [hubspot({ phone: '1' }, 1), salesforce({ phone: '2' }, 2)];
    expect(unexplained(quiet([old]), quiet([newer]))).toEqual([
      'hubspot/contacts/1 phone "1" stands in the end, not "2"',
    ]);
    expect(unexplained(quiet([old]), quiet([newer]), synced([old], [hubspot({ phone: '2' })]))).toEqual([]);
  });

  it('is the owner’s value wherever it is filled', () => {
    const [owner, newer] = [hubspot({ jobTitle: 'CEO' }, 1), salesforce({ jobTitle: 'Intern' }, 2)];
    const after = salesforce({ jobTitle: 'CEO' }, 3);
    expect(unexplained(quiet([owner]), synced([newer], [after]))).toEqual([]);
    expect(unexplained(quiet([newer]), synced([owner], [hubspot({ jobTitle: 'Intern' })]))).toContain(
      'hubspot/contacts/1 jobTitle "Intern" was written over "CEO", not "CEO"',
    );
  });

  it('is what stood there where the row only fills gaps', () => {
    const [old, newer] = [hubspot({ city: 'Lyon' }, 1), salesforce({ city: 'Graz' }, 2)];
    expect(unexplained(quiet([old]), quiet([newer]))).toEqual([]);
    expect(unexplained(quiet([hubspot({})]), quiet([newer]))).toHaveLength(1);
  });

  it('stays empty where a person emptied it, until a newer value comes', () => {
    const [full, emptied] = [hubspot({ phone: '1' }, 1), hubspot({}, 5)];
    const other = salesforce({ phone: '1' }, 2);
    expect(unexplained(quiet([full]), quiet([other]), quiet([emptied]))).toEqual([]);
    expect(unexplained(quiet([full]), quiet([other]), synced([emptied], [full]))).toHaveLength(1);
    const newer = salesforce({ phone: '2' }, 6);
    const story = [quiet([full]), quiet([other]), quiet([emptied]), quiet([newer])];
    expect(unexplained(...story, synced([emptied], [hubspot({ phone: '2' }, 7)]))).toEqual([]);
  });

  it('is emptied everywhere where the row says that blanks count', () => {
    const [full, emptied] = [hubspot({ country: 'France' }, 1), hubspot({}, 5)];
    const other = salesforce({ country: 'France' }, 2);
    const story = [quiet([full]), quiet([other]), quiet([emptied])];
    expect(unexplained(...story)).toHaveLength(1);
    expect(unexplained(...story, synced([other], [salesforce({}, 6)]))).toEqual([]);
  });

  it('may for a day be what stood in a record that nobody has missed yet', () => {
    const person = record('pipedrive/persons/1', { ...ZOE, ...JUDGED, phone: '9' }, { modifiedAt: 3 });
    const deleted = quiet([{ ...person, state: 'deleted' }]);
    const write = synced([hubspot({ phone: '1' })], [hubspot({ phone: '9' }, 6)]);
    expect(unexplained(quiet([hubspot({ phone: '1' })]), quiet([person]), deleted, write)).toEqual([]);
    const contact = { ...person, key: SALESFORCE, crm: 'salesforce' as const, object: 'Lead' };
    const told = quiet([{ ...contact, state: 'deleted' }]);
    expect(unexplained(quiet([hubspot({ phone: '1' })]), quiet([contact]), told, write)).toHaveLength(1);
  });

  it('does not take our own write for a newer change', () => {
    const [mine, theirs] = [hubspot({ phone: '1' }, 1), salesforce({ phone: '2' }, 2)];
    const written = hubspot({ phone: '2' }, 9);
    const edited = salesforce({ phone: '3' }, 5);
    const story = [quiet([mine]), quiet([theirs]), synced([mine], [written]), quiet([edited])];
    expect(unexplained(...story, synced([written], [hubspot({ phone: '3' }, 10)]))).toEqual([]);
  });
});

describe('planted faults', () => {
  const good = record(HUBSPOT, { ...ZOE, ...JUDGED });
  const changed = (values: Values) => record(HUBSPOT, { ...good.values, ...values }, { modifiedAt: 2 });

  it('finds none where there is none', () => {
    expect(judge([operation(), quiet([good])])).toEqual({
      rounds: 0,
      writesAfter: 0,
      pingPongs: [],
      unexplained: [],
    });
  });

  it('finds a record that was left out', () => {
    expect(unexplained(quiet([record(HUBSPOT, ZOE)]))).toEqual([
      'hubspot/contacts/1 was left out: it has no score, grade, stage, reason',
    ]);
  });

  it.each<[keyof Values, string]>([
    ['stage', 'mql'],
    ['grade', 'A1'],
    ['score', '29'],
    ['reason', 'MQL.'],
  ])('finds that one person’s records disagree about the %s', (field, value) => {
    const other = record(SALESFORCE, { ...good.values, [field]: value });
    const found = unexplained(quiet([good]), quiet([other]));
    expect(found).toEqual([expect.stringContaining(`their ${field} is`)]);
  });

  it.each<[keyof Values, string]>([
    ['email', 'other@kern.example'],
    ['lastName', 'Abel'],
    ['phone', '1'],
  ])('finds a write into a person’s %s that nobody asked for', (field, value) => {
    expect(unexplained(synced([good], [changed({ [field]: value })]))[0]).toContain('was written over');
  });

  it('finds a record that the product made', () => {
    expect(unexplained(synced([good], [good, record('hubspot/contacts/2', good.values)]))).toEqual([
      'hubspot/contacts/2 was made by the product',
    ]);
  });

  it('finds a hand-set value of ours that still stands', () => {
    const overwritten = { key: HUBSPOT, field: 'grade', value: 'Z9' } as const;
    expect(unexplained(operation({ overwritten }), quiet([changed({ grade: 'Z9' })]))).toEqual([
      'hubspot/contacts/1 grade still shows "Z9", which a person wrote over ours',
    ]);
  });

  it('finds writes in the last round, and counts the rounds that wrote', () => {
    const write = synced([good], [changed({ score: '30' })], { phase: 'closing', round: 3 });
    expect(judge([quiet([good], { phase: 'closing', round: 1 }), write])).toMatchObject({
      rounds: 3,
      writesAfter: 1,
    });
  });

  it('finds a write that changed nothing but the stamp', () => {
    const touched = synced([good], [changed({})], { phase: 'closing', round: 1 });
    expect(judge([touched])).toMatchObject({ rounds: 1, writesAfter: 1 });
  });

  describe('ping-pong', () => {
    const other = changed({ phone: '2' });
    const there = synced([good], [other]);
    const back = synced([other], [good]);

    it('is a value that the product took back while nobody did anything', () => {
      expect(judge([operation(), there, back]).pingPongs).toEqual([
        'hubspot/contacts/1 phone went back to ""',
      ]);
    });

    it('is none where somebody did something in between, or undid it', () => {
      expect(judge([there, operation(), back]).pingPongs).toEqual([]);
      expect(judge([there, operation(), quiet([good]), there]).pingPongs).toEqual([]);
    });

    it('is none where nothing took effect in between only if nothing was tried', () => {
      const tried = operation({ keys: [] });
      expect(judge([there, tried, back]).pingPongs).toHaveLength(1);
    });

    it('is none of a score that a new day moves back', () => {
      const [up, down] = [changed({ score: '30' }), changed({ score: '20' })];
      const nextDay = synced([up], [down], { at: 2 * 86_400_000 });
      expect(judge([synced([good], [up]), nextDay]).pingPongs).toEqual([]);
      expect(judge([synced([good], [up]), synced([up], [down])]).pingPongs).toHaveLength(1);
    });

    it('is none where a record went away in between, of which the product learns a day later', () => {
      const seen = (state: SeenRecord['state'], at = 1) =>
        quiet([record(SALESFORCE, good.values, { state })], { at });
      const gone = [seen('live'), seen('deleted')];
      const learned = seen('deleted', 2 * 86_400_000);
      expect(judge([...gone, there, learned, back]).pingPongs).toEqual([]);
      expect(judge([...gone, learned, there, learned, back]).pingPongs).toHaveLength(1);
    });

    it('is found within one run', () => {
      const pushed = ['1', '2', '1'].map((phone) => ({ key: HUBSPOT, fields: { phone } }));
      expect(judge([quiet([good], { pushed })]).pingPongs).toEqual([
        'hubspot/contacts/1 phone went back within one run',
      ]);
    });
  });
});
