import type { CrmRecord, FieldRow, FieldValue } from '@tamis/adapter';
import { leadSchema } from '@tamis/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble, type Mapping, parseMapping, type Side } from '../src/index.ts';
import { contact, DAY, DOCUMENT, KNOWN, MORNING, record, watched } from './support/crm.ts';

const mapping = parseMapping(DOCUMENT, KNOWN);

/** What one CRM holds of a person, in the words of a test. */
interface Held extends Partial<Omit<Side, 'records'>> {
  readonly records?: readonly CrmRecord[];
}

function made(...records: readonly CrmRecord[]) {
  return assembled({ records });
}

function assembled({ records = [], ...held }: Held, by: Mapping = mapping) {
  const nothing = { connectionId: '1', mapping: by, companies: [], deals: [], activities: [] };
  const side = { ...nothing, records: records.map((one) => watched(one)), ...held };
  return assemble({ leadId: '7', sides: [side], manual: [], asOf: MORNING });
}

describe('a lead', () => {
  it('without any data is a valid lead', () => {
    const { lead, problems } = assembled({});
    expect(leadSchema.parse(lead)).toEqual(lead);
    expect(problems).toEqual([]);
  });

  it('keeps what is absent, null and empty apart', () => {
    expect(made(contact({})).lead.person).not.toHaveProperty('email');
    expect(made(contact({ email: null })).lead.person.email).toBeNull();
    expect(made(contact({ email: '' })).lead.person.email).toBe('');
  });

  it('takes its person from the contact, its size from the company and its deals from the deals', () => {
    const { lead } = assembled({
      records: [contact({ email: 'anne@exemple.fr' })],
      companies: [record('companies', { name: 'Exemple', employees: '120' })],
      deals: [
        record('deals', { amount: '900', stage: 'closedwon' }, { id: '9' }),
        record('deals', { stage: null }),
      ],
    });
    expect(lead.person.email).toBe('anne@exemple.fr');
    expect(lead.company).toEqual({ name: 'Exemple', employees: 120 });
    expect(lead.deals).toEqual([
      { id: '9', amount: 900, status: 'won' },
      { id: '1', status: 'open' },
    ]);
  });

  it('falls back on the next row of the document where the first one gives nothing', () => {
    const records = [contact({ company_size: '40' })];
    const company = (employees: FieldValue) => [record('companies', { employees })];
    expect(assembled({ records, companies: company('120') }).lead.company.employees).toBe(120);
    expect(assembled({ records, companies: company(null) }).lead.company.employees).toBe(40);
  });

  it('of several records believes the latest one that says something', () => {
    const old = contact(
      { firstname: 'Ann', email: 'old@example.com' },
      { id: '2', modifiedAt: MORNING - DAY },
    );
    const { lead } = made(old, contact({ firstname: '', email: 'new@example.com' }));
    expect(lead.person).toMatchObject({ firstName: 'Ann', email: 'new@example.com' });
  });

  it('has one company: the first that its contact names, not a mixture', () => {
    const companies = [
      record('companies', { name: 'First', employees: '3' }, { id: '10' }),
      record('companies', { name: 'Main' }, { id: '11' }),
    ];
    const records = [contact({}, { associations: { companies: ['11', '10'] } })];
    expect(assembled({ records, companies }).lead.company).toEqual({ name: 'Main' });
    expect(assembled({ companies: companies.toReversed() }).lead.company.name).toBe('First');
  });

  it('keeps a number of the CRM as a number in a field of one’s own', () => {
    const { lead } = made(contact({ seats: '25', topics: 'crm;mail' }));
    expect(lead.attributes).toEqual({ seats: 25, topics: ['crm', 'mail'] });
  });

  it('dates from its first record', () => {
    const records = [contact({}, { createdAt: MORNING }), contact({}, { id: '2', createdAt: MORNING - DAY })];
    expect(made(...records).lead.createdAt).toBe(MORNING - DAY);
  });
});

describe('permission', () => {
  it('is closed by an opt-out on any record, whatever a later one says', () => {
    const optedOut = contact({ optout: 'true' }, { id: '2', modifiedAt: MORNING - DAY });
    expect(made(optedOut, contact({ optout: 'false' })).lead.permission.email?.state).toBe('denied');
  });

  it('that one record grants and another one denies is denied, in whatever order they come', () => {
    const granting: FieldRow = {
      lead: 'permission.email.state',
      direction: 'pull',
      object: 'contacts',
      field: 'legal_basis',
      transform: { values: { Consent: 'granted' } },
    };
    const strict = parseMapping({ ...DOCUMENT, fields: [granting, ...DOCUMENT.fields] }, KNOWN);
    const records = [contact({ legal_basis: 'Consent' }), contact({ optout: 'true' }, { id: '2' })];
    for (const order of [records, records.toReversed()]) {
      expect(assembled({ records: order }, strict).lead.permission.email?.state).toBe('denied');
    }
  });

  it('with a legal basis alone is in an unknown state', () => {
    expect(made(contact({ legal_basis: 'Consent' })).lead.permission).toEqual({
      email: { basis: 'consent', state: 'unknown' },
    });
  });

  it('that nobody recorded is absent', () => {
    expect(made(contact({ optout: 'false', legal_basis: null })).lead.permission).toEqual({
      email: { basis: null, state: 'unknown' },
    });
    expect(made(contact({})).lead.permission).toEqual({});
  });
});

describe('a value that cannot be read', () => {
  it('is left out and named, with the record and what to do', () => {
    const { lead, problems } = made(contact({ seats: 'about 12', email: 'a@b.fr' }));
    expect(lead.attributes).not.toHaveProperty('seats');
    expect(lead.person.email).toBe('a@b.fr');
    expect(problems).toMatchObject([
      { row: 'fields[5]', recordId: '1', field: 'seats', code: 'not-a-number' },
    ]);
    expect(problems[0]?.message).toContain('contacts.seats: "about 12" is not a number');
  });

  it('is quoted shortly, however long it is', () => {
    const { problems } = made(contact({ seats: '👍'.repeat(1_000_000) }));
    expect(problems[0]?.message.length).toBeLessThan(250);
    expect(problems[0]?.message.isWellFormed()).toBe(true);
  });
});

const fieldNames = [...KNOWN.map(({ name }) => name), 'constructor', 'toString', '__proto__'];
const value: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    'true',
    'false',
    '12',
    '2026-03-01',
    'Consent',
    'Consent;Legitimate interest',
    'closedwon',
  ),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string()),
);
const fields = fc.dictionary(fc.constantFrom(...fieldNames), value);

it('whatever the CRM holds, a lead is a valid lead, and each loss is named', () => {
  fc.assert(
    fc.property(fields, fields, fields, (own, company, deal) => {
      const { lead, problems } = assembled({
        records: [contact(own)],
        companies: [record('companies', company)],
        deals: [record('deals', deal)],
      });
      expect(leadSchema.parse(lead)).toEqual(lead);
      for (const { object, field, message } of problems) expect(message).toContain(`${object}.${field}: `);
    }),
  );
});
