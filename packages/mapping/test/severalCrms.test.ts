import type { FieldRow } from '@tamis/adapter';
import { leadSchema } from '@tamis/core';
import { describe, expect, it } from 'vitest';
import { assemble, type ManualValue, readPath } from '../src/index.ts';
import { DAY, HOUR, MORNING, record } from './support/crm.ts';
import { both, person, rowsOnly, side, together } from './support/sides.ts';

const pull = (lead: string, field: string, more: Partial<FieldRow> = {}): FieldRow => ({
  ...both(lead, field, more),
  direction: 'pull',
});

const TITLE = rowsOnly([both('person.jobTitle', 'title')]);
const titles = (id: string, title: string | null, changedAt?: number) =>
  side(id, TITLE, {
    records: [person({ title }, changedAt === undefined ? {} : { title: changedAt })],
  });

describe('a field that two CRMs hold', () => {
  it('is as the person who changed it last left it', () => {
    const { lead, origins } = together([
      titles('1', 'Buyer', MORNING - DAY),
      titles('2', 'Head of buying', MORNING - HOUR),
    ]);
    expect(lead.person.jobTitle).toBe('Head of buying');
    expect(origins.get('person.jobTitle')).toEqual({
      at: MORNING - HOUR,
      source: { connectionId: '2', object: 'contacts', id: '1', field: 'title' },
      policy: 'newest',
    });
  });

  it('does not care when the record itself was modified: our own writes do that', () => {
    const [old, young] = [titles('1', 'Buyer', MORNING - DAY), titles('2', 'Head', MORNING - HOUR)];
    const moved = old.records.map((one) => ({ ...one, modifiedAt: MORNING }));
    expect(together([{ ...old, records: moved }, young]).lead.person.jobTitle).toBe('Head');
  });

  it('that nobody was seen to change is as old as what was first read', () => {
    expect(
      together([titles('1', 'Buyer'), titles('2', 'Head', MORNING - 11 * DAY)]).lead.person.jobTitle,
    ).toBe('Buyer');
  });

  it('is filled by the CRM that knows it, however late the other one was emptied', () => {
    const { lead } = together([titles('1', 'Buyer', MORNING - DAY), titles('2', null, MORNING)]);
    expect(lead.person.jobTitle).toBe('Buyer');
  });

  it('is emptied where somebody emptied it last and the row lets blanks be values', () => {
    const blanks = rowsOnly([both('person.jobTitle', 'title', { blanks: true })]);
    const emptied = side('2', blanks, { records: [person({ title: null }, { title: MORNING })] });
    const never = side('2', blanks, { records: [person({ title: null })] });
    const other = titles('1', 'Buyer', MORNING - DAY);
    expect(together([other, emptied]).lead.person.jobTitle).toBeNull();
    expect(together([other, never]).lead.person.jobTitle).toBe('Buyer');
  });

  it('is decided by the stronger row before the later change', () => {
    const titled = (id: string, conflict: FieldRow['conflict'] & string, changedAt: number) =>
      side(id, rowsOnly([both('person.jobTitle', 'title', { conflict })]), {
        records: [person({ title: conflict }, { title: changedAt })],
      });
    const strong = titled('1', 'crm-wins', MORNING - 3 * DAY);
    const middle = titled('2', 'newest', MORNING - 2 * DAY);
    const weak = titled('3', 'hub-wins', MORNING - DAY);
    expect(together([strong, middle, weak]).lead.person.jobTitle).toBe('crm-wins');
    expect(together([middle, weak]).lead.person.jobTitle).toBe('newest');
    expect(together([weak]).lead.person.jobTitle).toBe('hub-wins');
  });

  it('of one instant is the first connection’s, 9 before 10', () => {
    expect(together([titles('10', 'Ten', MORNING), titles('9', 'Nine', MORNING)]).lead.person.jobTitle).toBe(
      'Nine',
    );
  });

  it('within one CRM is that of the first row that only reads, and then competes with the others', () => {
    const mapping = rowsOnly([pull('person.jobTitle', 'title'), pull('person.jobTitle', 'role')]);
    const own = side('1', mapping, {
      records: [person({ title: 'Buyer', role: 'Head' }, { title: MORNING - DAY, role: MORNING })],
    });
    expect(together([own]).lead.person.jobTitle).toBe('Buyer');
    expect(together([own, titles('2', 'Boss', MORNING - HOUR)]).lead.person.jobTitle).toBe('Boss');
  });

  it('takes a default only where every CRM is silent, and says that nobody said it', () => {
    const mapping = rowsOnly([both('person.jobTitle', 'title', { default: 'Unknown' })]);
    const silent = side('1', mapping, { records: [person({ title: null })] });
    const { lead, origins } = together([silent]);
    expect(lead.person.jobTitle).toBe('Unknown');
    expect(origins.get('person.jobTitle')).toMatchObject({ policy: 'default', at: 0 });
    expect(together([silent, titles('2', 'Boss')]).lead.person.jobTitle).toBe('Boss');
  });
});

describe('a value that a person set in the product', () => {
  const set = (more: Partial<ManualValue> = {}): ManualValue => ({
    path: 'person.jobTitle',
    value: 'Owner',
    reason: 'Told me on the phone.',
    by: 'anne',
    at: MORNING - DAY,
    until: null,
    ...more,
  });
  const crm = titles('1', 'Buyer', MORNING - HOUR);

  it('holds against later changes in any CRM', () => {
    const { lead, origins } = together([crm], [set()]);
    expect(lead.person.jobTitle).toBe('Owner');
    expect(origins.get('person.jobTitle')).toEqual({
      at: MORNING - DAY,
      source: 'manual',
      policy: 'manual',
    });
  });

  it('holds until it expires, and the lead says when that is', () => {
    const until = MORNING + HOUR;
    expect(together([crm], [set({ until })]).changesAt).toBe(until);
    const later = assemble({ leadId: '7', sides: [crm], manual: [set({ until })], asOf: until });
    expect(later).toMatchObject({ lead: { person: { jobTitle: 'Buyer' } }, changesAt: null });
  });

  it('gives way to a later one', () => {
    const later = set({ value: 'Founder', at: MORNING - HOUR });
    expect(together([crm], [later, set()]).lead.person.jobTitle).toBe('Founder');
  });

  it('fills a field that no row maps', () => {
    const { lead } = together([crm], [set({ path: 'attributes.vip', value: true })]);
    expect(lead.attributes).toEqual({ vip: true });
  });

  it('never opens a channel that the person closed in a CRM', () => {
    const mapping = rowsOnly([
      pull('permission.email.state', 'optout', { transform: { values: { true: 'denied', false: null } } }),
    ]);
    const path = 'permission.email.state';
    const granted = set({ path, value: 'granted' });
    const state = (optout: string) =>
      together([side('1', mapping, { records: [person({ optout })] })], [granted]).lead.permission.email
        ?.state;
    expect(state('true')).toBe('denied');
    expect(state('false')).toBe('granted');
    const consent = rowsOnly([pull(path, 'consent')]);
    const agreed = side('1', consent, { records: [person({ consent: 'granted' })] });
    expect(together([agreed], [set({ path, value: 'unknown' })]).lead.permission.email?.state).toBe(
      'unknown',
    );
  });
});

describe('permission', () => {
  it('that one CRM denies is denied, whatever the others say later', () => {
    const mapping = rowsOnly([pull('permission.email.state', 'consent')]);
    const of = (id: string, consent: string, at: number) =>
      side(id, mapping, { records: [person({ consent }, { consent: at })] });
    const { lead, origins } = together([of('1', 'denied', MORNING - DAY), of('2', 'granted', MORNING)]);
    expect(lead.permission.email?.state).toBe('denied');
    expect(origins.get('permission.email.state')).toMatchObject({ policy: 'strictest', at: MORNING - DAY });
  });
});

describe('where a person came from', () => {
  it('is what was said first, and since when is the earliest of all', () => {
    const mapping = rowsOnly([
      pull('source.channel', 'channel'),
      pull('source.firstTouchAt', 'first'),
      pull('createdAt', 'created'),
    ]);
    const of = (id: string, channel: string, day: string) =>
      side(id, mapping, {
        records: [
          person({ channel, first: day, created: day }, { channel: Date.parse(day), first: MORNING }),
        ],
      });
    const { lead } = together([of('1', 'fair', '2026-02-02'), of('2', 'search', '2026-02-01')]);
    expect(lead.source).toEqual({ channel: 'search', firstTouchAt: Date.parse('2026-02-01') });
    expect(lead.createdAt).toBe(Date.parse('2026-02-01'));
  });
});

describe('the answer of sales', () => {
  const ANSWER = rowsOnly([pull('salesAnswer.status', 'answer'), pull('salesAnswer.reason', 'why')]);
  const answered = (id: string, fields: Record<string, string | null>, changed: Record<string, number>) =>
    side(id, ANSWER, { records: [person(fields, changed)] });

  it('comes whole from the CRM that answered last, with when it was given', () => {
    const rejected = answered('1', { answer: 'rejected', why: 'No budget.' }, { answer: MORNING - DAY });
    const accepted = answered('2', { answer: 'accepted', why: null }, { answer: MORNING - HOUR });
    const { lead } = together([rejected, accepted]);
    expect(lead.salesAnswer).toEqual({ status: 'accepted', reason: null, at: MORNING - HOUR });
    expect(together([rejected]).lead.salesAnswer.reason).toBe('No budget.');
  });

  it('has no time where nobody was seen to give it and no field says', () => {
    expect(together([answered('1', { answer: 'accepted' }, {})]).lead.salesAnswer).toEqual({
      status: 'accepted',
    });
  });

  it('is no newer than its record was at first sight, where it is a rejection that was there from the beginning', () => {
    const record = person({ answer: 'rejected', why: 'No budget.' }, {});
    const { lead } = together([side('1', ANSWER, { records: [record] })]);
    expect(lead.salesAnswer.at).toBe(record.baselineAt);
  });

  it('has the time of its own field where one is mapped', () => {
    const mapping = rowsOnly([pull('salesAnswer.status', 'answer'), pull('salesAnswer.at', 'answered')]);
    const fields = { answer: 'accepted', answered: '2026-02-01' };
    const { lead } = together([side('1', mapping, { records: [person(fields, { answer: MORNING })] })]);
    expect(lead.salesAnswer.at).toBe(Date.parse('2026-02-01'));
  });
});

describe('an owner', () => {
  it('is one person: number, address and name of one record', () => {
    const mapping = rowsOnly([
      pull('owner.id', 'owner'),
      pull('owner.email', 'mail'),
      pull('owner.name', 'name'),
    ]);
    const anne = person({ owner: '7', mail: 'anne@us.fr', name: 'Anne' }, { mail: MORNING });
    const bob = person({ owner: '8', name: 'Bob' }, { owner: MORNING - HOUR });
    const { lead } = together([
      side('1', mapping, { records: [anne] }),
      side('2', mapping, { records: [bob] }),
    ]);
    expect(lead.owner).toEqual({ id: '8', name: 'Bob' });
  });
});

describe('the stage that a CRM holds', () => {
  const STAGE = rowsOnly([pull('lifecycle.stage', 'stage'), pull('lifecycle.since', 'since')]);
  const staged = (id: string, stage: string, changedAt: number) =>
    side(id, STAGE, { records: [person({ stage, since: '2026-02-01' }, { stage: changedAt })] });

  it('is the newest, and the words of the other CRMs are kept beside it', () => {
    const { lead } = together([
      staged('1', 'customer', MORNING - DAY),
      staged('2', 'lead', MORNING),
      staged('3', 'lead', MORNING - DAY),
    ]);
    expect(lead.lifecycle).toEqual({
      stage: 'lead',
      since: Date.parse('2026-02-01'),
      elsewhere: ['customer'],
    });
    expect(leadSchema.parse(lead)).toEqual(lead);
  });

  it('has no other words where all say the same', () => {
    const { lead } = together([staged('1', 'lead', MORNING), staged('2', 'lead', MORNING)]);
    expect(lead.lifecycle).not.toHaveProperty('elsewhere');
  });
});

describe('what is gathered', () => {
  it('are the deals of every CRM', () => {
    const deals = (id: string) =>
      side(id, rowsOnly([{ ...pull('deal.status', 'status'), object: 'deals' }]), {
        deals: [record('deals', { status: 'open' }, { id })],
      });
    expect(together([deals('2'), deals('1')]).lead.deals).toEqual([
      { id: '1', status: 'open' },
      { id: '2', status: 'open' },
    ]);
  });

  it('are the activities of every CRM, one that an integration copied once', () => {
    const of = (id: string, ...kinds: readonly string[]) =>
      side(id, TITLE, { activities: kinds.map((kind) => ({ kind, at: MORNING })) });
    const kinds = together([of('1', 'call', 'call'), of('2', 'call', 'page_view')]).lead.activities.map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['call', 'call', 'page_view']);
  });

  it('is a company of the record that people changed last', () => {
    const mapping = rowsOnly([
      { ...pull('company.name', 'name'), object: 'companies' },
      both('person.city', 'city'),
    ]);
    const of = (id: string, touchedAt: number, company: string) =>
      person({ city: 'Lyon' }, { city: touchedAt }, { id, associations: { companies: [company] } });
    const companies = ['10', '9'].map((id) => record('companies', { name: `Company ${id}` }, { id }));
    const records = [of('1', MORNING - DAY, '9'), of('2', MORNING, '10')];
    expect(together([side('1', mapping, { records, companies })]).lead.company.name).toBe('Company 10');
  });
});

it('what cannot be read is named with its connection', () => {
  const mapping = rowsOnly([pull('company.employees', 'size')]);
  const sides = ['1', '2'].map((id) => side(id, mapping, { records: [person({ size: 'many' })] }));
  expect(together(sides).problems).toMatchObject([
    { connectionId: '1', row: 'fields[0]', code: 'not-a-number' },
    { connectionId: '2', row: 'fields[0]', code: 'not-a-number' },
  ]);
});

describe('one record alone', () => {
  const mapping = rowsOnly([
    pull('person.email', 'mail', { default: 'nobody@example.com' }),
    pull('person.email', 'second_mail'),
  ]);

  it('says what its first row with a value gives, without defaults', () => {
    const said = (fields: Record<string, string | null>) => readPath(person(fields), 'person.email', mapping);
    expect(said({ mail: null, second_mail: 'anne@example.com' })).toBe('anne@example.com');
    expect(said({ mail: null })).toBeNull();
    expect(said({})).toBeUndefined();
  });

  it('says nothing of a field that no row of its object names', () => {
    expect(readPath(person({ mail: 'a@b.fr' }), 'person.phone', mapping)).toBeUndefined();
    expect(readPath(record('leads', { mail: 'a@b.fr' }), 'person.email', mapping)).toBeUndefined();
  });
});
