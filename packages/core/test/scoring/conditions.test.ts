import { describe, expect, it } from 'vitest';
import {
  type Condition,
  compileActivityFilter,
  compileCondition,
  conditionSchema,
  emptyLead,
  type Lead,
  leadFields,
  ModelInvalid,
  readField,
} from '../../src/index.ts';
import { DAY, leadWith, NOW } from './arbitraries.ts';

const lead: Lead = {
  ...emptyLead('1'),
  person: { jobTitle: 'Directrice Générale', seniority: '', country: null },
  company: { employees: 120, industry: ' SOFTWARE ' },
  deals: [{ id: 'd', status: 'won' }],
  createdAt: NOW - 10 * DAY,
  attributes: { budget: '12000', interests: ['CRM', 'Data'], since: '2026-11-19', vip: true },
};

const judge = (condition: Condition) => compileCondition(condition)(lead, NOW);

describe('a condition on a field', () => {
  it.each<[string, Condition, true | false | 'unknown']>([
    ['equals without regard to case and blanks', { field: 'company.industry', equals: 'software' }, true],
    ['equals without regard to accents', { field: 'person.jobTitle', equals: 'directrice generale' }, true],
    ['is in a list', { field: 'company.industry', in: ['retail', 'Software'] }, true],
    ['is not in a list', { field: 'company.industry', in: ['retail'] }, false],
    ['contains a part', { field: 'person.jobTitle', contains: 'générale' }, true],
    ['matches a pattern', { field: 'person.jobTitle', matches: '^direct(eur|rice)' }, true],
    ['lies between, ends included', { field: 'company.employees', between: { min: 120, max: 120 } }, true],
    ['lies above', { field: 'company.employees', between: { min: 121 } }, false],
    ['reads a number out of a custom text', { field: 'attributes.budget', between: { min: 10_000 } }, true],
    ['looks into a list', { field: 'attributes.interests', equals: 'crm' }, true],
    ['looks at the deals', { field: 'deals', equals: 'won' }, true],
    ['takes a yes', { field: 'attributes.vip', equals: true }, true],
    ['is older than', { field: 'createdAt', olderThan: 10 }, true],
    ['is not newer than', { field: 'createdAt', newerThan: 10 }, false],
    ['reads an ISO date', { field: 'attributes.since', newerThan: 2 }, true],
  ])('%s', (_, condition, expected) => expect(judge(condition)).toBe(expected));

  it.each<[string, string]>([
    ['absent', 'person.email'],
    ['null', 'person.country'],
    ['empty', 'person.seniority'],
  ])('is unknown, not false, when the field is %s', (_, field) => {
    expect(judge({ field, equals: 'x' })).toBe('unknown');
    expect(judge({ field, exists: true })).toBe(false);
    expect(judge({ field, exists: false })).toBe(true);
  });

  it('is unknown when a custom text cannot be read as the number that is compared', () => {
    expect(judge({ field: 'attributes.interests', between: { min: 1 } })).toBe(false);
    expect(judge({ field: 'attributes.since', between: { min: 1 } })).toBe('unknown');
  });
});

describe('conditions composed', () => {
  const yes: Condition = { field: 'company.employees', equals: 120 };
  const no: Condition = { field: 'company.employees', equals: 1 };
  const unknown: Condition = { field: 'person.email', equals: 'x' };

  it.each<[string, Condition, true | false | 'unknown']>([
    ['all: unknown where nothing is false', { all: [yes, unknown] }, 'unknown'],
    ['all: false wins over unknown', { all: [unknown, no] }, false],
    ['any: true wins over unknown', { any: [unknown, yes] }, true],
    ['any: unknown where nothing is true', { any: [no, unknown] }, 'unknown'],
    ['not: turns round', { not: no }, true],
    ['not: leaves unknown unknown', { not: unknown }, 'unknown'],
  ])('%s', (_, condition, expected) => expect(judge(condition)).toBe(expected));
});

describe('a condition on activities', () => {
  const one = leadWith(
    { kind: 'bounce', at: NOW - 3 * DAY, count: 2 },
    { kind: 'bounce', at: NOW, verified: false },
    { kind: 'bounce', at: NOW + DAY },
  );

  it('counts verified ones up to now, within the window', () => {
    const bounced = (condition: Omit<Extract<Condition, { activity: unknown }>, 'activity'>) =>
      compileCondition({ activity: { kind: 'bounce' }, ...condition })(one, NOW);
    expect(bounced({})).toBe(true);
    expect(bounced({ atLeast: 2 })).toBe(true);
    expect(bounced({ atLeast: 3 })).toBe(false);
    expect(bounced({ withinDays: 3 })).toBe(false);
    expect(bounced({ withinDays: 3.001 })).toBe(true);
  });
});

describe('an activity filter', () => {
  it('asks for the kind and for every attribute named', () => {
    const matches = compileActivityFilter({
      kinds: ['page_view'],
      attributes: { path: { contains: '/pricing' } },
    });
    expect(matches({ kind: 'page_view', at: 0, attributes: { path: '/fr/Pricing' } })).toBe(true);
    expect(matches({ kind: 'page_view', at: 0 })).toBe(false);
    expect(matches({ kind: 'email_open', at: 0, attributes: { path: '/pricing' } })).toBe(false);
  });
});

describe('a condition that cannot work is refused with the rule and what to do', () => {
  it.each<[string, Condition, string]>([
    ['an unknown field', { field: 'person.jobtitel', exists: true }, 'did you mean "person.jobTitle"?'],
    ['an operator of another type', { field: 'person.email', between: { min: 1 } }, '"between" does not fit'],
    ['an age of a text', { field: 'person.email', olderThan: 1 }, 'does not fit'],
    ['a pattern with look-around', { field: 'person.email', matches: '(?=x)' }, 'RE2 syntax'],
    ['a pattern too large', { field: 'person.email', matches: '(a{100}){9}' }, 'too large'],
    ['an empty range', { field: 'company.employees', between: { min: 2, max: 1 } }, 'swap min and max'],
    ['e-mail quality without lists', { field: 'email.quality', equals: 'business' }, 'domain lists'],
  ])('%s', (_, condition, message) => {
    const compiling = () => compileCondition(condition, { rule: 'rule "size"' });
    expect(compiling).toThrow(ModelInvalid);
    expect(compiling).toThrow(message);
    expect(compiling).toThrow('rule "size"');
  });

  it.each([
    [{ field: 'person.email' }],
    [{ field: 'person.email', equals: 'a', in: ['a'] }],
    [{ all: [] }],
    [{ field: 'a', equals: 'b', any: [] }],
  ])('%j is no condition', (json) => {
    expect(conditionSchema.safeParse(json).success).toBe(false);
  });
});

it('every known field can be read of an empty lead', () => {
  for (const path of leadFields.keys()) {
    if (!path.startsWith('email.')) expect([undefined, []]).toContainEqual(readField(emptyLead('1'), path));
  }
});
